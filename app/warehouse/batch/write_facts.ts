import { ProgrammingError, type TenantTransaction } from '#foundation'
import type { PageOfRecords } from '../types.js'
import { bigintArray, codeArray, dateArray, floatArray } from './binary_arrays.js'
import { arrangeFacts, type FactBatch } from './fact_batch.js'
import { factStatement, moreLiteral, type FactStatement } from './fact_statement.js'
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
  page: PageOfRecords
): Promise<FactsOutcome> {
  const batch = arrangeFacts(page.stream, page.facts)
  await writeBreakdowns(tenant, batch.breakdowns)
  const statement = factStatement(page.stream)
  const outcome = { written: 0, restated: 0, unchanged: 0, duplicates: batch.duplicates }
  const days = new Set<string>()
  for (let from = 0; from < batch.rows.length; from += STATEMENT_ROWS) {
    const rows = batch.rows.subarray(from, from + STATEMENT_ROWS)
    const values = [...fixedValues(tenant, page), ...columns(batch, rows, statement)]
    const { rows: touched } = await tenant.query<TouchedDay>(statement.text, values)
    for (const { day, touched: count, restated } of touched) {
      days.add(day)
      outcome.written += count - restated
      outcome.restated += restated
    }
  }
  outcome.unchanged = batch.rows.length - outcome.written - outcome.restated
  return { ...outcome, days: [...days] }
}

interface TouchedDay {
  day: string
  touched: number
  restated: number
}

function fixedValues(tenant: TenantTransaction, page: PageOfRecords) {
  return [tenant.organizationId, page.stream.id, page.runId, page.now.toJSDate()]
}

function columns(batch: FactBatch, rows: Uint32Array, { typed, more }: FactStatement): unknown[] {
  const arrays: unknown[] = [
    dateArray(batch.days, rows),
    bigintArray(batch.entityIds, rows),
    bigintArray(batch.breakdownIds, rows),
    codeArray(currenciesOf(batch), rows),
    ...typed.map((slot) => floatArray(batch.facts, rows, slot)),
  ]
  if (more.length > 0) {
    arrays.push(Array.from(rows, (row) => moreLiteral(batch.facts[row].numbers, more)))
  }
  return arrays
}

function currenciesOf(batch: FactBatch): (string | null)[] {
  const currencies = batch.facts.map((fact) => fact.currency)
  for (const currency of new Set(currencies)) {
    if (currency !== null && !CURRENCY.test(currency)) {
      throw new ProgrammingError(`'${currency}' is not a currency code (ISO 4217).`)
    }
  }
  return currencies
}
