import type { ColumnCard, ImportPage, ImportSummary } from '#imports/transformers/import_page'
import { formatNumber } from '~/ui/number_format'

export type { ColumnCard, ImportPage, ImportSummary } from '#imports/transformers/import_page'
export type { FilePermission } from '#imports/file_plugin'
export type Column = ColumnCard['mapping']
export type RejectedRow = ImportPage['rejected'][number]
export type Question = ImportPage['questions'][number]
export type ImportDetails = NonNullable<ImportPage['details']>
export type Finding = ImportPage['findings'][number]

export type Order = {
  sourceName: string
  mode: 'append' | 'replace' | 'upsert'
  fixedDay: string | null
  currency: string | null
  again: boolean
  /** What the file leaves open is taken as shown. */
  accept: boolean
  countsRows: boolean
}

export const USES: { value: Column['use']; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'metric', label: 'Metric' },
  { value: 'dimension', label: 'Dimension' },
  { value: 'currency', label: 'Currency' },
  { value: 'ignore', label: 'Leave out' },
]

export const MODES: { value: Order['mode']; label: string; description: string }[] = [
  { value: 'append', label: 'Add', description: 'Adds all rows as new rows.' },
  {
    value: 'replace',
    label: 'Replace',
    description: 'Replaces existing rows on the days this file covers.',
  },
  {
    value: 'upsert',
    label: 'Update',
    description: 'Updates rows with a matching key and adds the others.',
  },
]

export const UNITS: { value: Column['unit']; label: string }[] = [
  { value: 'count', label: 'Count' },
  { value: 'number', label: 'Number' },
  { value: 'currency', label: 'Money' },
  { value: 'percent', label: 'Percent' },
  { value: 'seconds', label: 'Seconds' },
]

export const SCALES: { value: NonNullable<Column['scale']>; label: string }[] = [
  { value: 'units', label: 'Whole units' },
  { value: 'cents', label: 'Cents' },
  { value: 'micros', label: 'Micros' },
  { value: 'thousands', label: 'Thousands' },
  { value: 'millions', label: 'Millions' },
  { value: 'fraction', label: 'Fraction of one' },
]

export const AGGREGATIONS: { value: Column['aggregation']; label: string }[] = [
  { value: 'sum', label: 'Add up' },
  { value: 'last', label: 'Last value' },
  { value: 'none', label: 'Never add up' },
]

const STATES: Record<
  ImportSummary['state'],
  { label: string; color: 'neutral' | 'info' | 'success' | 'error' | 'warning' }
> = {
  uploaded: { label: 'Uploaded', color: 'neutral' },
  inspected: { label: 'Needs mapping', color: 'warning' },
  queued: { label: 'Waiting', color: 'info' },
  running: { label: 'Importing', color: 'info' },
  finished: { label: 'Imported', color: 'success' },
  failed: { label: 'Failed', color: 'error' },
  undoing: { label: 'Undoing', color: 'info' },
  undone: { label: 'Undone', color: 'neutral' },
}

export function stateOf({ state }: { state: ImportSummary['state'] }) {
  return STATES[state]
}

export function isMoving({ state }: { state: ImportSummary['state'] }) {
  return state === 'queued' || state === 'running' || state === 'undoing'
}

export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  const power = bytes > 0 ? Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024))) : 0
  return `${(bytes / 1024 ** power).toFixed(power > 0 ? 1 : 0)} ${units[power]}`
}

export function rowsText(count: number): string {
  return `${formatNumber({ value: count, unit: 'count' })} ${count === 1 ? 'row' : 'rows'}`
}
