import type { Slot } from '#shared/records'
import type { StreamHandle } from '../types.js'
import { givenPlaces, slotColumn, slotExpression, TYPED_SLOTS } from '../slots.js'

/** Parameters before the numbers: organization, stream, run, now, days, entities, breakdowns, currencies. */
const FIXED_PARAMETERS = 8

export interface FactStatement {
  text: string
  /** Slots of a record that go into columns of their own. */
  typed: number[]
  /** Slots of a record that go into `more`, if any. */
  more: number[]
}

const statements = new Map<string, FactStatement>()

/** The upsert for streams of this shape; its text is made once per shape. */
export function factStatement(stream: StreamHandle): FactStatement {
  const shape = `${stream.mode}:${stream.slots.length}`
  const known = statements.get(shape)
  if (known) {
    return known
  }
  const made = makeStatement(stream)
  statements.set(shape, made)
  return made
}

/** Every stored number of a row as one array, for revisions. */
export function numbersOf(alias: string, slotCount: number): string {
  const typed = Array.from({ length: Math.min(slotCount, TYPED_SLOTS) }, (_, index) =>
    slotExpression(alias, index)
  )
  const head = `ARRAY[${typed.join(', ')}]::float8[]`
  return slotCount > TYPED_SLOTS ? `${head} || ${alias}.more` : head
}

function makeStatement(stream: StreamHandle): FactStatement {
  const places = givenPlaces(stream)
  const typed = places.filter((place) => place < TYPED_SLOTS)
  const more = places.slice(typed.length)
  const columns = typed.map(slotColumn)
  const arrays = columns.map((_, at) => `$${FIXED_PARAMETERS + at + 1}::float8[]`)
  if (more.length > 0) {
    columns.push('more')
    arrays.push(`$${FIXED_PARAMETERS + typed.length + 1}::text[]`)
  }
  return { typed, more, text: upsert(columns, { arrays, slotCount: stream.slots.length }) }
}

/**
 * Writes what is new, changes what differs, leaves the rest untouched, and keeps the previous numbers of
 * what it changed. Times are values, because a distributed engine refuses now() in DO UPDATE. A state
 * that the same run replaces at the same moment never was, so it leaves no revision.
 */
function upsert(columns: string[], { arrays, slotCount }: { arrays: string[]; slotCount: number }) {
  const values = columns.map((name) => (name === 'more' ? 'g.more::float8[]' : `g.${name}`))
  const list = (prefix: string) => columns.map((name) => `${prefix}.${name}`).join(', ')
  return `
    WITH written AS (
      INSERT INTO facts AS f (organization_id, stream_id, day, entity_id, breakdown_id,
        run_id, first_synced_at, synced_at, currency, ${columns.join(', ')})
      SELECT $1::uuid, $2::bigint, g.day, g.entity_id, g.breakdown_id,
        $3::uuid, $4::timestamptz, $4::timestamptz, g.currency, ${values.join(', ')}
      FROM unnest($5::date[], $6::bigint[], $7::bigint[], $8::text[], ${arrays.join(', ')})
        AS g (day, entity_id, breakdown_id, currency, ${columns.join(', ')})
      ON CONFLICT (organization_id, stream_id, day, entity_id, breakdown_id) DO UPDATE SET
        run_id = EXCLUDED.run_id, synced_at = EXCLUDED.synced_at, currency = EXCLUDED.currency,
        ${columns.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}
      WHERE (f.currency, ${list('f')}) IS DISTINCT FROM (EXCLUDED.currency, ${list('EXCLUDED')})
      RETURNING new.day, new.entity_id, new.breakdown_id, old.run_id AS previous_run_id,
        old.first_synced_at, old.synced_at, old.currency,
        CASE WHEN old.run_id IS NOT NULL THEN ${numbersOf('old', slotCount)} END AS numbers
    ), revised AS (
      INSERT INTO fact_revisions (organization_id, stream_id, day, entity_id, breakdown_id, revised_at,
        run_id, previous_run_id, kind, first_synced_at, synced_at, currency, numbers)
      SELECT $1, $2, w.day, w.entity_id, w.breakdown_id, $4,
        $3, w.previous_run_id, 'restated', w.first_synced_at, w.synced_at, w.currency, w.numbers
      FROM written w
      WHERE w.previous_run_id IS NOT NULL AND (w.previous_run_id, w.synced_at) IS DISTINCT FROM ($3, $4)
    )
    SELECT w.day::text AS day, count(*)::int AS touched, count(w.previous_run_id)::int AS restated
    FROM written w GROUP BY w.day`
}

/** The part of a record that does not fit into typed columns, without NULLs at its end. */
export function moreLiteral(numbers: (number | null)[]): string | null {
  const values = [...numbers]
  while (values.length > 0 && values.at(-1) === null) {
    values.pop()
  }
  return values.length === 0 ? null : `{${values.map((value) => value ?? 'NULL').join(',')}}`
}

/** For callers that need the slots of a stream as SQL: `sum(f.m00)`, … by aggregation. */
export function sumsOf(alias: string, slots: Slot[]): string {
  const sums = slots.map((slot, index) =>
    slot.aggregation === 'sum' ? `sum(${slotExpression(alias, index)})` : 'NULL'
  )
  return `ARRAY[${sums.join(', ')}]::float8[]`
}
