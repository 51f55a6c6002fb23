import { ProgrammingError, type TenantTransaction } from '#foundation'
import type { PageOfRecords } from '../types.js'
import { bigintArray, codeArray, dateArray } from './binary_arrays.js'
import type { FactBatch } from './fact_batch.js'
import { factStatement, moreLiteral, type FactStatement } from './fact_statement.js'
import { removeMoved } from './move_events.js'
import { recomputeChanges } from './snapshot_changes.js'
import { writeBreakdowns } from './write_breakdowns.js'

/** Rows of one statement: past some thousand nothing gets faster, and memory grows. */
const STATEMENT_ROWS = 10_000
const CURRENCY = /^[A-Z]{3}$/

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
  page: PageOfRecords,
  batch: FactBatch
): Promise<FactsOutcome> {
  await writeBreakdowns(tenant, batch.breakdowns)
  const days = new Set<string>()
  const counts = { touched: 0, restated: 0, moved: 0 }
  for (let from = 0; from < batch.rows.length; from += STATEMENT_ROWS) {
    const rows = batch.rows.subarray(from, from + STATEMENT_ROWS)
    const chunk = await writeChunk(tenant, page, { batch, rows })
    chunk.days.forEach((day) => days.add(day))
    counts.touched += chunk.touched
    counts.restated += chunk.restated
    counts.moved += chunk.moved
  }
  const changes = await recomputeChanges(tenant, page.stream, [...days])
  return {
    written: counts.touched - counts.restated - counts.moved,
    restated: counts.restated + counts.moved,
    unchanged: batch.rows.length - counts.touched,
    duplicates: batch.duplicates,
    days: [...new Set([...days, ...changes])],
  }
}

async function writeChunk(tenant: TenantTransaction, page: PageOfRecords, chunk: Chunk) {
  const statement = factStatement(page.stream)
  const places =
    page.stream.mode === 'event'
      ? await removeMoved(tenant, page, chunk)
      : { moved: 0, days: [] as string[] }
  const values = [...fixedValues(tenant, page), ...columns(chunk, statement)]
  const { rows: days } = await tenant.query<TouchedDay>(statement.text, values)
  return {
    days: [...places.days, ...days.map(({ day }) => day)],
    touched: days.reduce((sum, { touched }) => sum + touched, 0),
    restated: days.reduce((sum, { restated }) => sum + restated, 0),
    moved: places.moved,
  }
}

interface Chunk {
  batch: FactBatch
  rows: Uint32Array
}

interface TouchedDay {
  day: string
  touched: number
  restated: number
}

function fixedValues(tenant: TenantTransaction, page: PageOfRecords) {
  return [tenant.organizationId, page.stream.id, page.runId, page.now.toJSDate()]
}

function columns({ batch, rows }: Chunk, { typed, more }: FactStatement): unknown[] {
  const arrays: unknown[] = [
    dateArray(batch.days, rows),
    bigintArray(batch.entityIds, rows),
    bigintArray(batch.breakdownIds, rows),
    codeArray(currenciesOf(batch), rows),
    ...typed.map((slot) => batch.floats(slot, rows)),
  ]
  if (more.length > 0) {
    const numbersOf = (row: number) => more.map((slot) => batch.numberAt(slot, row))
    arrays.push(Array.from(rows, (row) => moreLiteral(numbersOf(row))))
  }
  return arrays
}

function currenciesOf(batch: FactBatch): (string | null)[] {
  const { currencies } = batch
  for (const currency of new Set(currencies)) {
    if (currency !== null && !CURRENCY.test(currency)) {
      throw new ProgrammingError(`'${currency}' is not a currency code (ISO 4217).`)
    }
  }
  return currencies
}
