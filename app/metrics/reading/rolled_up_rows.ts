import type { RollupShape } from '#shared/rollup_shapes'
import type { StreamPart } from '../planning/plan.js'
import { wholeMonths } from '../planning/rollups.js'
import type { DayRange } from '../types.js'
import { columns, factNumber, type Placeholders, type SourceScope } from './source_scope.js'

interface Reading {
  places: Placeholders
  scope: SourceScope
}

/**
 * The rows of a stream from its kept sums: of whole months, of days, and from the rows themselves for days that changed since.
 * Null where no sums tell what is asked.
 */
export function rolledUpRows(part: StreamPart, reading: Reading): string | null {
  const { rollups, without } = part
  const { range, isConverted = false } = reading.scope
  const months = rollups.month && !isConverted && without.length === 0 ? wholeMonths(range) : null
  if (months) {
    return byMonth(part, reading, months)
  }
  return rollups.day === null ? null : byDay(part, reading)
}

const changedDays = ({ organization, stream, between }: Placeholders) => `
    WITH changed AS MATERIALIZED (
      SELECT d.day FROM dirty_buckets d
      WHERE d.organization_id = ${organization} AND d.stream_id = ${stream} AND d.day ${between}
    )`

function byDay(part: StreamPart, { places }: Reading): string {
  const day = part.rollups.day!
  return `${changedDays(places)}
    ${sumsOf(part, places, day)} r.day ${places.between} AND r.day NOT IN (SELECT c.day FROM changed c) ${places.kept('r')}
    UNION ALL
    ${rowsOf(part, places, day)} f.day = ANY (ARRAY(SELECT c.day FROM changed c)) ${places.kept('f')}
    ${groupedAs(day)}`
}

/** Months in which no day changed; the other days one by one. */
function byMonth(part: StreamPart, { places, scope }: Reading, months: DayRange): string {
  const { day, month } = part.rollups
  const { range, parameters } = scope
  const bind = (value: string) => parameters.bind(value, 'date')
  const whole = `BETWEEN ${bind(months.from)} AND ${bind(months.to)}`
  const changed = `(SELECT date_trunc('month', c.day::timestamp)::date FROM changed c)`
  const loose = `loose AS MATERIALIZED (
      SELECT l.day::date AS day FROM generate_series(${bind(range.from)}::timestamp, ${bind(range.to)}::timestamp, '1 day') l (day)
      WHERE l.day::date NOT ${whole} OR date_trunc('month', l.day)::date IN ${changed}
    )`
  const unchanged = 'SELECT l.day FROM loose l EXCEPT SELECT c.day FROM changed c'
  const days =
    day === null
      ? `${rowsOf(part, places, null)} f.day = ANY (ARRAY(SELECT l.day FROM loose l))`
      : `${sumsOf(part, places, day)} r.day = ANY (ARRAY(${unchanged}))
    UNION ALL
    ${rowsOf(part, places, day)} f.day = ANY (ARRAY(SELECT c.day FROM changed c)) ${groupedAs(day)}`
  return `${changedDays(places)}, ${loose}
    ${sumsOf(part, places, month!)} r.day ${whole} AND r.day NOT IN ${changed}
    UNION ALL
    ${days}`
}

/** Up to the condition on its days. */
function sumsOf({ atoms }: StreamPart, places: Placeholders, shape: RollupShape | 'whole') {
  const ids =
    shape === 'whole'
      ? '0::bigint AS entity_id, 0::bigint AS breakdown_id'
      : 'r.entity_id, r.breakdown_id'
  const of = shape === 'whole' ? 'daily_rollups r' : 'grouped_rollups r'
  const key = shape === 'whole' ? '' : `AND r.shape_id = ${shape.id}`
  return `SELECT r.day, ${ids}, NULLIF(r.currency, '') AS currency,
      r.rows, r.synced_at${columns(atoms, (slot) => `r.sums[${slot + 1}]`)}
    FROM ${of}
    WHERE r.organization_id = ${places.organization} AND r.stream_id = ${places.stream} ${key} AND`
}

/** The rows themselves, added up like the sums that they stand beside. */
function rowsOf({ atoms }: StreamPart, places: Placeholders, shape: RollupShape | 'whole' | null) {
  const numbers = shape === null ? factNumber : (slot: number) => `sum(${factNumber(slot)})`
  const counted = shape === null ? '1::bigint, f.synced_at' : 'count(*), max(f.synced_at)'
  const [entity, breakdown] = idsOf(shape)
  return `SELECT f.day, ${entity}, ${breakdown}, f.currency, ${counted}${columns(atoms, numbers)}
    FROM facts f
    WHERE f.organization_id = ${places.organization} AND f.stream_id = ${places.stream} AND`
}

function idsOf(shape: RollupShape | 'whole' | null): [entity: string, breakdown: string] {
  if (shape === null) {
    return ['f.entity_id', 'f.breakdown_id']
  }
  const isWhole = shape === 'whole'
  return [
    !isWhole && shape.byEntity ? 'f.entity_id' : '0',
    isWhole || shape.dimensions?.length === 0 ? '0' : 'f.breakdown_id',
  ]
}

const groupedAs = (shape: RollupShape | 'whole') =>
  `GROUP BY ${['f.day', 'f.currency', ...idsOf(shape).filter((id) => id !== '0')].join(', ')}`
