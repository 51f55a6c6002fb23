import { setImmediate } from 'node:timers/promises'
import { Refusal, type TenantTransaction } from '#foundation'
import { bucketEnd, bucketsOf } from '../planning/ranges.js'
import type { Question, StreamPart } from '../planning/plan.js'
import { readCells, type CellRow, type Reading } from '../reading/read_cells.js'
import type { DayRange, MetricPoint, MetricSeries, MetricValues } from '../types.js'
import { BothSides } from './both_sides.js'
import { WHOLE } from './cells.js'
import type { Coverage } from './coverage.js'
import { FoldedRows } from './folded_rows.js'
import { withRest } from './rest_rows.js'
import { Valuation } from './values.js'

/** A series without its points, which are made for the shown ones only. */
export type SeriesTotals = Pick<MetricSeries, 'breakdown' | 'keys' | 'rest' | 'totals'> & {
  id: string
}

/** Totals of every series, and the rows behind them, for one range of days. */
export interface Answer {
  range: DayRange
  series: SeriesTotals[]
  totals: MetricValues
  rows: CellRow[]
  sides: BothSides
  /** The points of one series, by its id; also of one that has no rows here. */
  points(series: string): Promise<MetricPoint[]>
}

/** Others are served in between: so many values are made in one go. */
const VALUES_PER_TURN = 5_000

/** Reads and values one range. The comparison is a second answer. */
export async function answerRange(
  tenant: TenantTransaction,
  reading: Reading,
  coverage: Coverage
): Promise<Answer> {
  const { question, range, parts } = reading
  const shape = { grain: question.grain, breakdowns: question.breakdowns }
  const rows = withRest(await readCells(tenant, reading, shape), question)
  const last = await readLastValues(tenant, reading)
  const { catalogue } = question
  const sides = new BothSides({ catalogue, parts, rows, coverage, range })
  const folded = new FoldedRows({ rows, last }, question, sides)
  const valuation = new Valuation(question, { coverage, sides })
  const series = folded.series(question).map(({ id, labels, keys, rest }) => ({
    id,
    breakdown: named(question, labels),
    keys: named(question, keys),
    rest,
    totals: valuation.valuesAt(folded.wholePlace(id, range)),
  }))
  return {
    range,
    series,
    totals: valuation.valuesAt(folded.totalPlace(range)),
    rows,
    sides,
    points: (id) => pointsOf(id, { question, range, folded, valuation }),
  }
}

/** The last value of a whole range is not a sum of buckets, so it is read once more over the range. */
async function readLastValues(tenant: TenantTransaction, reading: Reading): Promise<CellRow[]> {
  const { question } = reading
  const parts = reading.parts.filter(isLastValue)
  if (question.grain === 'total' || parts.length === 0) {
    return []
  }
  const shape = { grain: 'total' as const, breakdowns: question.breakdowns }
  return readCells(tenant, { ...reading, parts }, shape)
}

function isLastValue({ atoms }: StreamPart) {
  return atoms[0].metric.kind === 'semi_additive'
}

interface Setting {
  question: Question
  range: DayRange
  folded: FoldedRows
  valuation: Valuation
}

async function pointsOf(series: string, setting: Setting): Promise<MetricPoint[]> {
  const { question, range, folded, valuation } = setting
  const perTurn = Math.max(1, Math.floor(VALUES_PER_TURN / question.metrics.length))
  const points: MetricPoint[] = []
  for (const at of bucketsOf(range, question.grain)) {
    const bucket = question.grain === 'total' ? WHOLE : at
    const days = { from: at.slice(0, 10), to: bucketEnd(at, question.grain, range) }
    const values = valuation.valuesAt(folded.pointPlace(series, bucket, days))
    refuseImpossible(values)
    points.push({ at, values })
    if (points.length % perTurn === 0) {
      await setImmediate()
    }
  }
  return points
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
