import { Refusal, type TenantTransaction } from '#foundation'
import { refuseWide } from '../planning/ranges.js'
import type { Question, StreamPart } from '../planning/plan.js'
import type { DayRange } from '../types.js'
import type { Shape } from './cell_request.js'
import { cellStatement, mostRows } from './cell_statement.js'
import { unratedDays, type RateBook } from './exchange_rates.js'
import { narrow } from './narrowed.js'
import type { RatedAmounts } from './rates_used.js'

/** PostgreSQL's code for a statement that ran into its time limit. */
const QUERY_CANCELED = '57014'

/** What one stream says about one cell. */
export interface CellRow {
  /** First day of the bucket, with the hour for hours; null for `total`. */
  bucket: string | null
  keys: (string | null)[]
  labels: (string | null)[]
  currency: string | null
  fresh: Date | null
  /** What its amounts were converted at; null where nothing was. */
  rated: RatedAmounts | null
  numbers: { part: StreamPart; metric: string; value: number; rows: number }[]
  /** The sentence why these numbers have no value of a breakdown, where it is a report that leaves them out. */
  rest?: string
}

export interface Reading {
  question: Question
  parts: StreamPart[]
  range: DayRange
  rates: RateBook
}

/** One row of a cell statement, by the names that it gives its columns. */
interface Row {
  bucket: string | null
  hour?: string
  currency: string | null
  fresh: Date | null
  unrated_from?: string | null
  unrated_to?: string | null
  rated_from?: string | null
  rated_to?: string | null
  lowest?: number | null
  highest?: number | null
  [key: `k${number}`]: string | null
  [label: `l${number}`]: string | null
  [value: `v${number}`]: number | null
  [rows: `n${number}`]: number | null
}

/** Reads the cells of every stream in the plan. Missing exchange rates are refused here, with their days. */
export async function readCells(
  tenant: TenantTransaction,
  reading: Reading,
  shape: Shape
): Promise<CellRow[]> {
  const { question, parts, range, rates } = reading
  const cells: CellRow[] = []
  const numbers = Math.max(0, ...parts.map(({ atoms }) => atoms.length))
  for (const part of parts) {
    const request = {
      organizationId: tenant.organizationId,
      ...{ question, range, shape, part },
      rates: rates[part.stream.mode] ?? null,
    }
    const narrowed = await narrow(tenant, request)
    const { text, values } = cellStatement({ ...request, narrowed })
    const rows = await runWithinLimit(tenant, text, values)
    if (cells.length + rows.length > mostRows(numbers)) {
      throw refuseWide('This question has more cells than one answer can hold.')
    }
    refuseMissingRates(rows, reading, part)
    cells.push(...rows.map((row) => cellRow(row, part, shape)))
  }
  return cells
}

async function runWithinLimit(
  tenant: TenantTransaction,
  text: string,
  values: unknown[]
): Promise<Row[]> {
  try {
    const { rows } = await tenant.query<Row>(text, values)
    return rows
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) {
      throw refuseWide('This question reads more rows than can be added up in time.')
    }
    throw error
  }
}

function cellRow(row: Row, part: StreamPart, shape: Shape): CellRow {
  const numbers = part.atoms.flatMap(({ metric }, index) => {
    const value = row[`v${index}`]
    return value === null ? [] : [{ part, metric: metric.id, value, rows: row[`n${index}`] ?? 0 }]
  })
  return {
    bucket: shape.grain === 'hour' ? `${row.bucket}T${row.hour ?? '00'}:00` : row.bucket,
    keys: shape.breakdowns.map((_, index) => row[`k${index}`]),
    labels: shape.breakdowns.map((_, index) => row[`l${index}`]),
    currency: row.currency,
    fresh: row.fresh,
    rated: ratedAmounts(row),
    numbers,
  }
}

function ratedAmounts(row: Row): RatedAmounts | null {
  const { currency } = row
  return currency && row.rated_from
    ? {
        currency,
        firstDay: row.rated_from,
        lastDay: row.rated_to!,
        lowest: row.lowest!,
        highest: row.highest!,
      }
    : null
}

function refuseMissingRates(rows: Row[], reading: Reading, part: StreamPart) {
  const missing = new Map<string, Set<string>>()
  for (const row of rows.filter(({ unrated_from: from }) => from)) {
    const currency = row.currency ?? 'amounts without a currency'
    const days = unratedDays(reading.rates[part.stream.mode]!, currency, {
      from: row.unrated_from!,
      to: row.unrated_to!,
    })
    missing.set(currency, new Set([...(missing.get(currency) ?? []), ...days]))
  }
  if (missing.size > 0) {
    throw refuseRates(missing, { part, target: reading.question.currency! })
  }
}

function refuseRates(
  missing: Map<string, Set<string>>,
  { part, target }: { part: StreamPart; target: string }
) {
  const named = [...missing].map(
    ([currency, days]) => `${currency} (${nameDays([...days].sort())})`
  )
  return new Refusal({
    code: 'E_RATE_MISSING',
    status: 422,
    message:
      `There is no exchange rate to ${target} for ${named.join(', ')}, so amounts of ${part.stream.connection} cannot be ` +
      'added. Add the rates under Settings → Exchange rates, or leave the currency out and break down by currency.',
    detail: {
      currency: target,
      missing: [...missing].map(([currency, days]) => ({ currency, days: [...days].sort() })),
    },
  })
}

function nameDays(days: string[]) {
  return days.length === 1 ? days[0] : `${days.length} days from ${days[0]} to ${days.at(-1)}`
}
