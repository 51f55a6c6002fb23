/** What a person can say about one field of a delivery. */
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

/** A field as it stood in the delivery that is looked at. */
export interface SampleField {
  path: string
  sample: string
  kind: 'number' | 'text' | 'flag'
}

/** What a person chooses from. */
export interface Sample {
  /** Where lists of records are in the body; `$` is the whole of it. */
  lists: string[]
  records: string
  fields: SampleField[]
}
