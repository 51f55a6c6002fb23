import type { ChosenField, FieldUse } from '#mapping/field_uses'

export type { ChosenField, FieldUse }

/** Before the id of a metric of the catalogue. */
const CATALOGUE = 'metric:'

/** What a list of choices holds: a use, or a metric of the catalogue. */
export type ChosenValue = FieldUse | `${typeof CATALOGUE}${string}`

export type ChosenValues = Record<string, ChosenValue>

/** What a field can be used for. Of a delivery and of a table some uses have other names. */
export const fieldUses = (
  names: { id: string; version: string },
  metrics: { id: string; label: string }[]
): { label: string; value: ChosenValue }[] => [
  { label: 'Not used', value: 'none' },
  { label: names.id, value: 'id' },
  { label: 'Name of the record', value: 'name' },
  { label: 'Date', value: 'date' },
  { label: names.version, value: 'version' },
  { label: 'Currency', value: 'currency' },
  { label: 'Dimension', value: 'dimension' },
  { label: 'Number of its own', value: 'number' },
  { label: 'Amount of its own', value: 'money' },
  ...metrics.map(({ id, label }) => ({ label, value: `${CATALOGUE}${id}` as const })),
]

export const valuesOf = (chosen: ChosenField[]): ChosenValues =>
  Object.fromEntries(chosen.map((field) => [field.path, chosenValue(field)]))

const chosenValue = ({ use, metric }: ChosenField): ChosenValue =>
  metric === undefined ? use : `${CATALOGUE}${metric}`

/** The choices of the fields that are there and used, as they are sent. */
export const choicesOf = (paths: string[], values: ChosenValues) =>
  paths
    .map((path) => readValue(path, values[path] ?? 'none'))
    .filter(({ use }) => use !== 'none')
    .map(({ path, use, metric }) => ({ path, use, metric }))

function readValue(path: string, value: ChosenValue): ChosenField {
  return value.startsWith(CATALOGUE)
    ? { path, use: 'metric', metric: value.slice(CATALOGUE.length) }
    : { path, use: value as FieldUse }
}
