import { setImmediate } from 'node:timers/promises'
import { Refusal, type TenantTransaction } from '#foundation'
import { bucketEnd, bucketsOf } from '../planning/ranges.js'
import type { Question, StreamPart } from '../planning/plan.js'
import { readCells, type CellRow, type Reading } from '../reading/read_cells.js'
import type { MetricPoint, MetricValues, OtherValues } from '../types.js'
import { BothSides } from './both_sides.js'
import { WHOLE } from './cells.js'
import type { Coverage } from './coverage.js'
import { FoldedRows, type AnswerRows } from './folded_rows.js'
import type { SeriesTotals } from './ranking.js'
import { withRest } from './rest_rows.js'
import { Valuation } from './values.js'

/** Which rows of the breakdown an answer is about. */
export interface RowSelection {
  of(rows: CellRow[]): CellRow[]
  /** Said of the row that holds the other values. */
  otherOf(keys: (string | null)[]): { other?: OtherValues }
  /** The same for rows by some of the breakdowns only. */
  grouped(places: number[]): RowSelection
}

interface Given extends AnswerRows {
  reading: Reading
  coverage: Coverage
  sides: BothSides
  selection?: RowSelection
  /** Whether a point that cannot have a value says so, instead of refusing the question. */
  isLenient?: boolean
}

/** Others are served in between: so many values are made in one go. */
const VALUES_PER_TURN = 5_000

/** Totals of every series, and the rows behind them, for one range of days. */
export class Answer {
  readonly #folded: FoldedRows
  readonly #valuation: Valuation
  readonly series: SeriesTotals[]
  readonly totals: MetricValues
  /** Every series has the same. */
  #buckets: ReturnType<typeof bucketDays> | undefined

  constructor(private readonly given: Given) {
    const { question, range } = given.reading
    this.#folded = new FoldedRows(given, question, given.sides)
    this.#valuation = new Valuation(question, given)
    this.series = this.#folded.series(question).map(({ id, labels, keys, rest }) => ({
      id,
      breakdown: named(question, labels),
      keys: named(question, keys),
      rest,
      totals: this.#valuation.valuesAt(this.#folded.wholePlace(id, range)),
      ...given.selection?.otherOf(keys),
    }))
    this.totals = this.#valuation.valuesAt(this.#folded.totalPlace(range))
  }

  get range() {
    return this.given.reading.range
  }

  get rows() {
    return this.given.rows
  }

  get sides() {
    return this.given.sides
  }

  get reading() {
    return this.given.reading
  }

  /** The same rows by some of the breakdowns only, by their places. */
  grouped(places: number[]): Answer {
    const { reading, rows, last } = this.given
    const pick = <Value>(values: Value[]) => places.map((place) => values[place])
    const regroup = (row: CellRow) => ({ ...row, keys: pick(row.keys), labels: pick(row.labels) })
    const { breakdowns, breakdownIds } = reading.question
    const question = {
      ...reading.question,
      breakdowns: pick(breakdowns),
      breakdownIds: pick(breakdownIds),
    }
    return new Answer({
      ...this.given,
      reading: { ...reading, question },
      rows: rows.map(regroup),
      last: last.map(regroup),
      selection: this.given.selection?.grouped(places),
      isLenient: true,
    })
  }

  /** What a selection leaves of the rows. */
  selected(selection: RowSelection): Answer {
    const { rows, last } = this.given
    return new Answer({
      ...this.given,
      rows: selection.of(rows),
      last: selection.of(last),
      selection,
    })
  }

  /** The points of one series, by its id; also of one that has no rows here. */
  async points(series: string): Promise<MetricPoint[]> {
    const { grain, metrics } = this.given.reading.question
    const perTurn = Math.max(1, Math.floor(VALUES_PER_TURN / metrics.length))
    const isLenient = this.given.isLenient || this.series.find(({ id }) => id === series)?.other
    const points: MetricPoint[] = []
    this.#buckets ??= bucketDays(this.given.reading)
    for (const { at, days } of this.#buckets) {
      const bucket = grain === 'total' ? WHOLE : at
      const values = this.#valuation.valuesAt(this.#folded.pointPlace(series, bucket, days))
      if (!isLenient) {
        refuseImpossible(values)
      }
      points.push({ at, values })
      if (points.length % perTurn === 0) {
        await setImmediate()
      }
    }
    return points
  }

  /** The values over several buckets as one. */
  valuesOver(series: string, buckets: string[]): MetricValues {
    const { question, range } = this.given.reading
    const to = bucketEnd(buckets.at(-1)!, question.grain, range)
    const days = { from: buckets[0].slice(0, 10), to }
    return this.#valuation.valuesAt(this.#folded.windowPlace(series, buckets, days))
  }
}

function bucketDays({ question: { grain, weekStart }, range }: Reading) {
  return bucketsOf(range, grain, weekStart).map((at) => ({
    at,
    days: { from: at.slice(0, 10), to: bucketEnd(at, grain, range) },
  }))
}

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
  return new Answer({ reading, rows, last, coverage, sides })
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
