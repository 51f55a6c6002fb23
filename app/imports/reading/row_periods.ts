import { spanOf, type Grain } from '../typing/calendar.js'
import type { ColumnProfile, Conventions } from '../typing/column_profile.js'
import { dayColumn, endColumn } from '../typing/day_column.js'
import { parseDay } from '../typing/dates.js'
import type { SourceRow } from './format.js'

/** Rows that say when they begin and when they end stand for what lies between. */
export function withGrain(
  columns: ColumnProfile[],
  rows: SourceRow[],
  { dateOrder: order }: Conventions
): ColumnProfile[] {
  const day = dayColumn(columns)
  const end = day && endColumn(columns, day)
  if (!day || !end || (day.grain ?? 'day') !== 'day') {
    return columns
  }
  const grains = rows.map(({ cells }) => {
    const [from, to] = [day, end].map(({ index, dateStyle: style }) =>
      parseDay(cells[index] ?? '', { style, order })
    )
    return from && to && from <= to ? (spanOf(from, to)?.grain ?? 'some days') : undefined
  })
  const grain = common(grains)
  return columns.map((column) => {
    if (column !== day || grain === undefined || grain === 'day') {
      return column
    }
    return grain === 'some days' ? { ...column, isSpan: true } : { ...column, grain }
  })
}

/** What all of them are, where they say it. */
function common(grains: (Grain | 'some days' | undefined)[]) {
  const found = new Set(grains.filter((grain) => grain !== undefined))
  return found.size > 1 ? 'some days' : [...found][0]
}
