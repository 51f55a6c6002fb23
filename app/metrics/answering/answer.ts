import { Refusal, type TenantTransaction } from '#foundation'
import { bucketEnd, bucketsOf } from '../planning/ranges.js'
import type { Question, StreamPart } from '../planning/plan.js'
import { readCells, type CellRow, type Reading } from '../reading/read_cells.js'
import type { DayRange, MetricPoint, MetricSeries, MetricValues } from '../types.js'
import { EMPTY_CELL, foldCells, wholeOf, WHOLE, type Cell, type SeriesCells } from './cells.js'
import type { Valuation } from './values.js'

/** Series, totals and the rows behind them, for one range of days. */
export interface Answer {
  series: MetricSeries[]
  totals: MetricValues
  rows: CellRow[]
}

interface Whole {
  series: SeriesCells
  cell: Cell
}

/** Reads and values one range. The comparison is a second answer. */
export async function answerRange(
  tenant: TenantTransaction,
  reading: Reading,
  valuation: Valuation
): Promise<Answer> {
  const { question, range } = reading
  const shape = { grain: question.grain, breakdowns: question.breakdowns }
  const rows = await readCells(tenant, reading, shape)
  const folded = foldCells(rows, question.catalogue)
  if (folded.size === 0 && question.breakdowns.length === 0) {
    folded.set('[]', { keys: [], labels: [], cells: new Map() })
  }
  const last = await readLastValues(tenant, reading)
  const wholes = [...folded].map(([id, series]) =>
    wholeSeries(series, { last: last.get(id), question })
  )
  const total = wholeOf(
    wholes.map(({ cell }) => cell),
    question.catalogue
  )
  const totalPlace = { cell: total, ...range, whole: total }
  return {
    series: wholes.map((whole) => seriesOf(whole, { question, range, valuation })),
    totals: valuation.valuesAt(totalPlace),
    rows,
  }
}

/** The last value of a whole range is not a sum of buckets, so it is read once more over the range. */
async function readLastValues(tenant: TenantTransaction, reading: Reading) {
  const { question } = reading
  const parts = reading.parts.filter(isLastValue)
  if (question.grain === 'total' || parts.length === 0) {
    return new Map<string, SeriesCells>()
  }
  const shape = { grain: 'total' as const, breakdowns: question.breakdowns }
  return foldCells(await readCells(tenant, { ...reading, parts }, shape), question.catalogue)
}

function isLastValue({ atoms }: StreamPart) {
  return atoms[0].metric.kind === 'semi_additive'
}

interface WholeSources {
  last: SeriesCells | undefined
  question: Question
}

function wholeSeries(series: SeriesCells, { last, question }: WholeSources): Whole {
  const cell = wholeOf(series.cells.values(), question.catalogue)
  for (const [metric, sum] of last?.cells.get(WHOLE) ?? []) {
    cell.set(metric, sum)
  }
  return { series, cell }
}

interface Setting {
  question: Question
  range: DayRange
  valuation: Valuation
}

function seriesOf({ series, cell }: Whole, { question, range, valuation }: Setting): MetricSeries {
  const points = bucketsOf(range, question.grain).map((at): MetricPoint => {
    const bucket = question.grain === 'total' ? WHOLE : at
    const found = series.cells.get(bucket) ?? EMPTY_CELL
    const to = bucketEnd(at, question.grain, range)
    const values = valuation.valuesAt({ cell: found, from: at.slice(0, 10), to, whole: cell })
    refuseImpossible(values)
    return { at, values }
  })
  return {
    breakdown: named(question, series.labels),
    keys: named(question, series.keys),
    points,
    totals: valuation.valuesAt({ cell, ...range, whole: cell }),
  }
}

function named(question: Question, values: (string | null)[]) {
  return Object.fromEntries(question.breakdownIds.map((id, index) => [id, values[index]]))
}

const IMPOSSIBLE = { not_additive: 'E_NOT_ADDITIVE', mixed_currencies: 'E_CURRENCIES_MIXED' }

/** A point that was asked for and can never have a value: the question itself is wrong. */
function refuseImpossible(values: MetricValues) {
  for (const [metric, value] of Object.entries(values)) {
    if (value.status === 'unavailable' && value.reason in IMPOSSIBLE) {
      const code = IMPOSSIBLE[value.reason as keyof typeof IMPOSSIBLE]
      throw new Refusal({ code, status: 422, message: value.message, detail: { metric } })
    }
  }
}
