import type { SlotUnit } from '#shared/records'
import type { Grain } from '../typing/calendar.js'
import type { DateStyle } from '../typing/dates.js'
import type { Scale } from '#shared/columns/header_words'

export const COLUMN_USES = ['day', 'metric', 'dimension', 'currency', 'ignore'] as const
export const AGGREGATIONS = ['sum', 'last', 'none'] as const
export const IMPORT_MODES = ['append', 'replace', 'upsert'] as const

export type ColumnUse = (typeof COLUMN_USES)[number]
export type MetricAggregation = (typeof AGGREGATIONS)[number]
export type ImportMode = (typeof IMPORT_MODES)[number]

/** What one column of the file becomes. */
export interface ColumnMapping {
  index: number
  name: string
  use: ColumnUse
  /** Metric or dimension of the catalogue that it feeds besides the source's own; null for the own alone. */
  target: string | null
  unit: SlotUnit
  aggregation: MetricAggregation
  /** What its numbers are counted in; absent for whole units. */
  scale?: Scale
  /** Target of the catalogue that a person took away: it is not suggested for such a file again. */
  refused?: string
  /** Of the source's own metric, where earlier files gave it another unit than the catalogue has. */
  own?: Pick<ColumnMapping, 'unit' | 'aggregation'>
  /** Part of what identifies a row; `upsert` needs at least one. */
  isKey: boolean
  dateStyle: DateStyle
}

export interface Mapping {
  columns: ColumnMapping[]
  /** The day of every row, where no column holds one. */
  fixedDay: string | null
  /** Currency of money columns that do not name their own. */
  currency: string | null
  mode: ImportMode
  /** What a row stands for; a day where nothing is said. */
  grain?: Grain
  /** Rows that contradict what was found are rejected, however many there are. */
  accept?: boolean
  /** Each row also counts one, under `rowCountId`: files of texts have nothing else to chart. */
  countsRows?: boolean
}

/** Another metric of the same kind of source takes the place of the column's own. */
export function replacesOwn(target: string | null): boolean {
  return target?.includes(':') === true
}

/** The metric of a source whose rows are counted. */
export function rowCountId(source: string): string {
  return `${source}:${ROW_COUNT}`
}

export const ROW_COUNT = 'row_count'

/** The name as part of an id: `Sub-Category` → `sub_category`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60) || 'column'
  )
}

/** Ids of the columns, unique in the file: `<source>:<column>`. */
export function columnIds(source: string, names: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const slug = slugOf(name)
    const count = (seen.get(slug) ?? 0) + 1
    seen.set(slug, count)
    return count === 1 ? `${source}:${slug}` : `${source}:${slug}_${count}`
  })
}
