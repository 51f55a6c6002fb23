import { ProgrammingError } from '#foundation'
import type { FactRecord } from '#shared/records'
import type { FactColumns, StreamHandle } from '../types.js'
import { bigintArray, codeArray, dateArray } from './binary_arrays.js'
import { arrangeFacts, type FactBatch } from './fact_batch.js'
import { factStatement, moreLiteral, type FactStatement } from './fact_statement.js'
import type { Breakdown } from './identities.js'

/** Rows of one statement: past some thousand nothing gets faster, and memory grows. */
const STATEMENT_ROWS = 10_000
const CURRENCY = /^[A-Z]{3}$/

/** A page's facts as parameters, in primary-key order. */
export interface EncodedFacts {
  breakdowns: Map<bigint, Breakdown>
  chunks: EncodedChunk[]
  count: number
  duplicates: number
}

/** The rows of one statement. */
export interface EncodedChunk {
  /** Days, entities and breakdowns. */
  keys: Buffer[]
  /** Currencies and numbers. */
  numbers: unknown[]
  /** The days, each once, and how many rows each has. */
  days: [Buffer, number[]]
}

/** Arranges and encodes the facts of a page. */
export function encodeFacts(stream: StreamHandle, facts: FactRecord[] | FactColumns): EncodedFacts {
  const batch = arrangeFacts(stream, facts)
  assertCurrencies(batch)
  const statement = factStatement(stream)
  const { breakdowns, duplicates, rows } = batch
  const chunks: EncodedChunk[] = []
  for (let from = 0; from < rows.length; from += STATEMENT_ROWS) {
    chunks.push(encodeChunk(batch, rows.subarray(from, from + STATEMENT_ROWS), statement))
  }
  return { breakdowns, chunks, count: rows.length, duplicates }
}

function encodeChunk(
  batch: FactBatch,
  rows: Uint32Array,
  { typed, more }: FactStatement
): EncodedChunk {
  const numbers: unknown[] = [
    codeArray(batch.currencies, rows),
    ...typed.map((slot) => batch.floats(slot, rows)),
  ]
  if (more.length > 0) {
    const numbersOf = (row: number) => more.map((slot) => batch.numberAt(slot, row))
    numbers.push(Array.from(rows, (row) => moreLiteral(numbersOf(row))))
  }
  const { days, entityIds, breakdownIds } = batch
  return {
    keys: [dateArray(days, rows), bigintArray(entityIds, rows), bigintArray(breakdownIds, rows)],
    numbers,
    days: daysOf(batch, rows),
  }
}

/** The rows of a day follow each other. */
function daysOf({ days }: FactBatch, rows: Uint32Array): [Buffer, number[]] {
  const starts: number[] = []
  for (let at = 0; at < rows.length; at++) {
    if (at === 0 || days[rows[at]] !== days[rows[at - 1]]) {
      starts.push(at)
    }
  }
  const counts = starts.map((start, at) => (starts[at + 1] ?? rows.length) - start)
  return [
    dateArray(
      days,
      Uint32Array.from(starts, (start) => rows[start])
    ),
    counts,
  ]
}

function assertCurrencies({ currencies }: FactBatch) {
  for (const currency of new Set(currencies)) {
    if (currency !== null && !CURRENCY.test(currency)) {
      throw new ProgrammingError(`'${currency}' is not a currency code (ISO 4217).`)
    }
  }
}
