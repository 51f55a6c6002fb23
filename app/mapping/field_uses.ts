/** What a person can say about one field of a record. */
export const USES = [
  'none',
  'id',
  'name',
  'date',
  'version',
  'currency',
  'dimension',
  'number',
  'money',
  'metric',
] as const
export type FieldUse = (typeof USES)[number]

/** One field and what it is used for; `metric` names one of the catalogue. */
export interface ChosenField {
  path: string
  use: FieldUse
  metric?: string
}

/** A field as it stood in the record that is looked at. */
export interface SampleField {
  path: string
  sample: string
  kind: 'number' | 'text' | 'flag'
}
