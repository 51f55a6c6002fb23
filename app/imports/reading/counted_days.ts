import type { ColumnProfile } from '../typing/column_profile.js'
import { isDated } from '../typing/day_column.js'
import { wordsOf } from '#shared/columns/header_words'
import type { FilePeriod } from './file_period.js'
import type { Surveyed } from './survey_file.js'

/** Google Analytics counts the days of a report from its first one: 0000, 0001 … (dimension `nthDay` of its Data API). */
const NAME = 'nth day'
const COUNT = /^\d{1,4}$/

/** Takes counted days for dates, where the rows above the names say from which day they are counted. */
export function withCountedDays(surveyed: Surveyed, period: FilePeriod | null): Surveyed {
  const counted = surveyed.columns.find(isCount)
  if (!period || !counted || surveyed.columns.some(isDated)) {
    return surveyed
  }
  const columns = surveyed.columns.map((column) =>
    column === counted ? asDay(column, period) : column
  )
  return { ...surveyed, columns, layout: { ...surveyed.layout, countsFrom: period.from } }
}

function isCount({ name, samples }: ColumnProfile): boolean {
  return (
    wordsOf(name).join(' ') === NAME &&
    samples.length > 0 &&
    samples.every((sample) => COUNT.test(sample.trim()))
  )
}

function asDay(column: ColumnProfile, { from, position }: FilePeriod): ColumnProfile {
  const { index, name, filled, distinct, samples } = column
  return {
    ...{ index, name, filled, distinct, samples, currency: null, misfits: 0 },
    ...{ type: 'date', dateStyle: 'nth_day', grain: 'day' },
    evidence: `Days counted from ${from}, which row ${position} names as the first.`,
  }
}
