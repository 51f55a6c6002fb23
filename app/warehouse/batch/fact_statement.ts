import type { Slot } from '#shared/records'
import type { StreamHandle, Writing } from '../types.js'
import { givenPlaces, slotColumn, slotExpression, TYPED_SLOTS } from '../slots.js'

/** Parameters before the numbers: organization, stream, run, now, days, entities, breakdowns, currencies. */
const FIXED_PARAMETERS = 8

const KEY = 'organization_id, stream_id, day, entity_id, breakdown_id'

export interface FactStatement {
  /**
   * Writes rows of days that have none yet by the short way, and fails where another writer was faster.
   * Two parameters more: the days of the rows, and how many rows each has.
   */
  hopeful: string
  /** Asks of every row whether it is there already. */
  careful: string
  /** Slots of a record that go into columns of their own. */
  typed: number[]
  /** Slots of a record that go into `more`, if any. */
  more: number[]
}

const statements = new Map<string, FactStatement>()

/** The statements for streams of this shape; their text is made once per shape. */
export function factStatement(
  stream: StreamHandle,
  { isConfirming = false }: Pick<Writing, 'isConfirming'> = {}
): FactStatement {
  const shape = `${stream.mode}:${stream.slots.length}:${isConfirming}`
  const known = statements.get(shape)
  if (known) {
    return known
  }
  const made = makeStatement(stream, isConfirming)
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

/** The columns of `facts` that the numbers of a revision came from, and their values, for putting them back. */
export function keptNumbers(alias: string, slotCount: number): { names: string; values: string } {
  const places = Array.from({ length: Math.min(slotCount, TYPED_SLOTS) }, (_, index) => index)
  const values = places.map((index) => `${alias}.numbers[${index + 1}]`)
  const more = `nullif(${alias}.numbers[${TYPED_SLOTS + 1}:], '{}')`
  return {
    names: [...places.map(slotColumn), 'more'].join(', '),
    values: [...values, more].join(', '),
  }
}

function makeStatement(stream: StreamHandle, isConfirming: boolean): FactStatement {
  const places = givenPlaces(stream)
  const typed = places.filter((place) => place < TYPED_SLOTS)
  const more = places.slice(typed.length)
  const columns = typed.map(slotColumn)
  const arrays = columns.map((_, at) => `$${FIXED_PARAMETERS + at + 1}::float8[]`)
  if (more.length > 0) {
    columns.push('more')
    arrays.push(`$${FIXED_PARAMETERS + typed.length + 1}::text[]`)
  }
  const parts = {
    columns,
    insert: insertOf(columns, arrays),
    slotCount: stream.slots.length,
    isConfirming,
  }
  return { typed, more, hopeful: hopeful(parts), careful: careful(parts) }
}

interface Parts {
  columns: string[]
  insert: string
  slotCount: number
  isConfirming: boolean
}

/**
 * The arrays are unrolled in the select list: side by side in FROM each one would be kept in a store of
 * its own first, half a microsecond a row.
 */
function insertOf(columns: string[], arrays: string[]): string {
  const values = columns.map((name) => (name === 'more' ? 'g.more::float8[]' : `g.${name}`))
  return `
      INSERT INTO facts AS f (${KEY},
        run_id, first_synced_at, synced_at, currency, ${columns.join(', ')})
      SELECT $1::uuid, $2::bigint, g.day, g.entity_id, g.breakdown_id,
        $3::uuid, $4::timestamptz, $4::timestamptz, g.currency, ${values.join(', ')}
      FROM (
        SELECT unnest($5::date[]) AS day, unnest($6::bigint[]) AS entity_id,
          unnest($7::bigint[]) AS breakdown_id, unnest($8::text[]) AS currency,
          ${columns.map((name, at) => `unnest(${arrays[at]}) AS ${name}`).join(', ')}
      ) g`
}

/**
 * Changes what differs, leaves the rest untouched, and answers the previous state of what it changed.
 * Times are values, because a distributed engine refuses now() in DO UPDATE.
 */
function onConflict({ columns, slotCount, isConfirming }: Parts): string {
  const list = (prefix: string) =>
    ['currency', ...columns].map((name) => `${prefix}.${name}`).join(', ')
  const differs = (was: string, is: string) => `(${list(was)}) IS DISTINCT FROM (${list(is)})`
  return `
      ON CONFLICT (${KEY}) DO UPDATE SET
        run_id = EXCLUDED.run_id, synced_at = EXCLUDED.synced_at, currency = EXCLUDED.currency,
        ${columns.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}
      WHERE ${isConfirming ? 'f.run_id <> EXCLUDED.run_id OR ' : ''}${differs('f', 'EXCLUDED')}
      RETURNING new.day, new.entity_id, new.breakdown_id, old.run_id AS previous_run_id,
        old.first_synced_at, old.synced_at, old.currency,
        CASE WHEN old.run_id IS NOT NULL THEN ${numbersOf('old', slotCount)} END AS numbers
        ${isConfirming ? `, old.run_id IS NULL OR ${differs('old', 'new')} AS is_news` : ''}`
}

/** A state that the same run replaces at the same moment never was, so it leaves no revision. */
const REVISED = `
      INSERT INTO fact_revisions (${KEY}, revised_at,
        run_id, previous_run_id, kind, first_synced_at, synced_at, currency, numbers)
      SELECT $1, $2, w.day, w.entity_id, w.breakdown_id, $4,
        $3, w.previous_run_id, 'restated', w.first_synced_at, w.synced_at, w.currency, w.numbers
      FROM written w
      WHERE w.previous_run_id IS NOT NULL AND (w.previous_run_id, w.synced_at) IS DISTINCT FROM ($3, $4)`

/** A row that was only confirmed counts as unchanged. */
const counted = ({ isConfirming }: Parts) => `
    SELECT w.day::text AS day, count(*)::int AS touched, count(w.previous_run_id)::int AS restated
    FROM written w ${isConfirming ? 'WHERE w.is_news' : ''} GROUP BY w.day`

function careful(parts: Parts): string {
  return `
    WITH written AS (${parts.insert} ${onConflict(parts)}
    ), revised AS (${REVISED}
    ) ${counted(parts)}`
}

/**
 * Most pages of a first reading bring days that the stream has no row of. Their rows need neither the
 * question whether they are there nor an answer per row, which is a third of the work. Days up to the last
 * one that has rows are written carefully, and first: together the rows still go in primary-key order.
 * PostgreSQL asks the conditions without a row first, and leaves a side that they exclude alone.
 */
function hopeful(parts: Parts): string {
  const last = FIXED_PARAMETERS + parts.columns.length + 2
  return `
    WITH page AS (
      SELECT p.day, p.rows FROM unnest($${last - 1}::date[], $${last}::int[]) AS p (day, rows)
    ), stored AS MATERIALIZED (
      SELECT max(f.day) AS last FROM facts f
      WHERE f.organization_id = $1 AND f.stream_id = $2
        AND f.day BETWEEN (SELECT min(day) FROM page) AND (SELECT max(day) FROM page)
    ), fresh AS MATERIALIZED (
      SELECT p.day, p.rows FROM page p, stored s WHERE p.day > coalesce(s.last, '-infinity')
    ), written AS (${parts.insert}
      WHERE (SELECT last IS NOT NULL FROM stored) AND g.day <= (SELECT last FROM stored) ${onConflict(parts)}
    ), revised AS (${REVISED}
    ), added AS (${parts.insert}
      WHERE (SELECT count(*) > 0 FROM fresh) AND g.day > (SELECT coalesce(last, '-infinity') FROM stored)
    ) ${counted(parts)}
    UNION ALL SELECT day::text, rows, 0 FROM fresh`
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
