import type { Grain } from '../types.js'
import type { CellRequest } from './cell_request.js'

const BUCKETS: Record<Grain, string> = {
  total: 'NULL::date',
  hour: 's.day',
  day: 's.day',
  week: "date_trunc('week', s.day::timestamp)::date",
  month: "date_trunc('month', s.day::timestamp)::date",
  quarter: "date_trunc('quarter', s.day::timestamp)::date",
  year: "date_trunc('year', s.day::timestamp)::date",
}

/** The first day of the bucket of a row `s`. */
export function bucketSql({ shape, question }: Pick<CellRequest, 'shape' | 'question'>): string {
  return shape.grain === 'week' && question.weekStart === 'sunday'
    ? "(date_trunc('week', s.day::timestamp + interval '1 day') - interval '1 day')::date"
    : BUCKETS[shape.grain]
}
