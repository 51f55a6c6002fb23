import type { ChosenField, FieldUse } from './types.js'

/** Before the id of a metric of the catalogue. */
export const CATALOGUE = 'metric:'

/** What a list of choices holds: a use, or a metric of the catalogue. */
export type ChosenValue = FieldUse | `${typeof CATALOGUE}${string}`

export const FIELD_USES: { label: string; value: ChosenValue }[] = [
  { label: 'Not used', value: 'none' },
  { label: 'Identifies the record', value: 'id' },
  { label: 'Name of the record', value: 'name' },
  { label: 'Date', value: 'date' },
  { label: 'Version (a newer one wins)', value: 'version' },
  { label: 'Currency', value: 'currency' },
  { label: 'Dimension', value: 'dimension' },
  { label: 'Number of its own', value: 'number' },
  { label: 'Amount of its own', value: 'money' },
]

export const chosenValue = ({ use, metric }: ChosenField): ChosenValue =>
  metric === undefined ? use : `${CATALOGUE}${metric}`

export function readValue(path: string, value: ChosenValue): ChosenField {
  return value.startsWith(CATALOGUE)
    ? { path, use: 'metric', metric: value.slice(CATALOGUE.length) }
    : { path, use: value as FieldUse }
}
