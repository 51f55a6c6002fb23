import { DateTime } from 'luxon'
import type { ReadDerivation } from '../planning/derivations.js'
import { bucketEnd, bucketsOf } from '../planning/ranges.js'
import type { Question } from '../planning/plan.js'
import type { DayRange, MetricPoint, MetricValues } from '../types.js'
import type { Answer } from './answer.js'
import type { Prepared, ReadAnswer } from './comparison.js'
import { derivePoint, deriveTotal } from './derive.js'

interface Answers {
  answer: Answer
  /** Over a longer range, for what the first points need; the same one where they need nothing. */
  lead: Answer
}

/** Numbers of an answer that are derived from its points and totals, such as shares and moving averages. */
export class DerivedNumbers {
  readonly #derivations: ReadDerivation[]
  #wholes: Promise<[points: MetricPoint[], lead: MetricPoint[]]> | null = null

  private constructor(
    private readonly prepared: Prepared,
    private readonly own: Answers,
    /** Of all rows together, where these are by some of the breakdowns only. */
    private readonly whole: Answers = own
  ) {
    this.#derivations = prepared.question.shaping.derived
  }

  static async of(prepared: Prepared, read: ReadAnswer, answer: Answer): Promise<DerivedNumbers> {
    const before = leadOf(prepared.question, answer.range)
    const lead = before ? await read(prepared, before) : answer
    return new DerivedNumbers(prepared, { answer, lead })
  }

  /** The same for rows by some of the breakdowns only. */
  grouped(places: number[], answer: Answer): DerivedNumbers {
    const lead = this.own.lead.grouped(places)
    return new DerivedNumbers(this.prepared, { answer, lead }, this.whole)
  }

  totalsOf(totals: MetricValues): MetricValues {
    return this.#with(totals, (one) => deriveTotal(one, totals, this.whole.answer.totals))
  }

  /** The points of one series with its derived numbers. */
  async pointsOf(series: string, totals: MetricValues): Promise<MetricPoint[]> {
    const points = await this.own.answer.points(series)
    if (this.#derivations.length === 0) {
      return points
    }
    const lead = this.own.lead === this.own.answer ? points : await this.own.lead.points(series)
    const [wholePoints, wholeLead] = await this.#wholePoints()
    const from = {
      points,
      totals,
      lead,
      whole: { points: wholePoints, lead: wholeLead, totals: this.whole.answer.totals },
      isBrokenDown: this.prepared.question.breakdowns.length > 0,
      over: (buckets: string[]) => this.own.lead.valuesOver(series, buckets),
      isOpen: (at: string) => this.#isOpen(at),
    }
    return points.map(({ at, values }, place) => ({
      at,
      values: this.#with(values, (one) => derivePoint(one, place, from)),
    }))
  }

  #with(values: MetricValues, derive: (one: ReadDerivation) => MetricValues[string]) {
    return this.#derivations.reduce((known, one) => ({ ...known, [one.id]: derive(one) }), values)
  }

  #wholePoints() {
    const { answer, lead } = this.whole
    const pointsOf = (one: Answer) => one.grouped([]).points('[]')
    this.#wholes ??= Promise.all([pointsOf(answer), pointsOf(lead)])
    return this.#wholes
  }

  #isOpen(at: string): boolean {
    const { question, now } = this.prepared
    const yesterday = now.setZone(question.timeZone).minus({ days: 1 }).toISODate()!
    const end = bucketEnd(at, question.grain, this.own.answer.range)
    return end > this.own.answer.range.to || end > yesterday
  }
}

const HOURS_PER_DAY = 24

/** The range with the points before it that averages and differences of its first points need; null where none are needed. */
function leadOf(question: Question, range: DayRange): DayRange | null {
  const { grain, weekStart, shaping } = question
  const wanted = shaping.derived.map(({ as, points }) => POINTS_BEFORE[as]?.(points) ?? 0)
  const most = Math.max(0, ...wanted)
  if (most === 0) {
    return null
  }
  const first = DateTime.fromISO(bucketsOf(range, grain, weekStart)[0], { zone: 'utc' })
  const back =
    grain === 'hour' ? { days: Math.ceil(most / HOURS_PER_DAY) } : { [`${grain}s`]: most }
  return { from: first.minus(back).toISODate()!, to: range.to }
}

const POINTS_BEFORE: Partial<Record<ReadDerivation['as'], (points: number) => number>> = {
  moving_average: (points) => points - 1,
  difference: () => 1,
  growth: () => 1,
}
