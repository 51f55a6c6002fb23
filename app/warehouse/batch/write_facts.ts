import type { TenantTransaction } from '#foundation'
import type { PreparedPage } from '../actions/prepare_page.js'
import type { Writing } from '../types.js'
import type { EncodedChunk } from './encode_facts.js'
import { factStatement, type FactStatement } from './fact_statement.js'
import { removeMoved } from './move_events.js'
import { recomputeChanges } from './snapshot_changes.js'

/** PostgreSQL's code for a row that is there already. */
const UNIQUE_VIOLATION = '23505'

export interface FactsOutcome {
  written: number
  restated: number
  unchanged: number
  duplicates: number
  /** Days whose numbers changed. */
  days: string[]
}

/** Writes the facts of a page. Rows go in primary-key order, so that writers never deadlock. */
export async function writeFacts(
  tenant: TenantTransaction,
  page: PreparedPage,
  writing: Writing
): Promise<FactsOutcome> {
  const { chunks, count, duplicates } = page.facts
  const days = new Set<string>()
  const counts = { touched: 0, restated: 0, moved: 0 }
  for (const chunk of chunks) {
    const written = await writeChunk(tenant, { page, chunk }, writing)
    written.days.forEach((day) => days.add(day))
    counts.touched += written.touched
    counts.restated += written.restated
    counts.moved += written.moved
  }
  const changes = await recomputeChanges(tenant, page.stream, [...days])
  return {
    written: counts.touched - counts.restated - counts.moved,
    restated: counts.restated + counts.moved,
    unchanged: count - counts.touched,
    duplicates,
    days: [...new Set([...days, ...changes])],
  }
}

interface ChunkOfPage {
  page: PreparedPage
  chunk: EncodedChunk
}

async function writeChunk(
  tenant: TenantTransaction,
  { page: { stream }, chunk }: ChunkOfPage,
  writing: Writing
) {
  const places =
    stream.mode === 'event'
      ? await removeMoved(tenant, { stream, keys: chunk.keys }, writing)
      : { moved: 0, days: [] as string[] }
  const { runId, now } = writing
  const fixed = [tenant.organizationId, stream.id, runId, now.toJSDate()]
  const rows = { values: [...fixed, ...chunk.keys, ...chunk.numbers], days: chunk.days }
  const statement = factStatement(stream, writing)
  const days = writing.isAnnouncedLater
    ? await writeCarefully(tenant, statement, rows)
    : await writeHopefully(tenant, statement, rows)
  return {
    days: [...places.days, ...days.map(({ day }) => day)],
    touched: days.reduce((sum, { touched }) => sum + touched, 0),
    restated: days.reduce((sum, { restated }) => sum + restated, 0),
    moved: places.moved,
  }
}

interface RowsToWrite {
  values: unknown[]
  days: EncodedChunk['days']
}

interface TouchedDay {
  day: string
  touched: number
  restated: number
}

/**
 * Another writer may bring the first rows of the same day at the same moment: then the statement is taken
 * back and the rows are written carefully. A long transaction does not try, since PostgreSQL slows down for
 * everybody when one holds many savepoints.
 */
async function writeHopefully(
  tenant: TenantTransaction,
  statement: FactStatement,
  rows: RowsToWrite
): Promise<TouchedDay[]> {
  try {
    const [, written] = await Promise.all([
      tenant.query('SAVEPOINT new_days'),
      tenant.query<TouchedDay>(statement.hopeful, [...rows.values, ...rows.days]),
      tenant.query('RELEASE SAVEPOINT new_days'),
    ])
    return written.rows
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) {
      throw error
    }
    await tenant.query('ROLLBACK TO SAVEPOINT new_days')
    return writeCarefully(tenant, statement, rows)
  }
}

async function writeCarefully(
  tenant: TenantTransaction,
  { careful }: FactStatement,
  { values }: RowsToWrite
): Promise<TouchedDay[]> {
  const { rows } = await tenant.query<TouchedDay>(careful, values)
  return rows
}
