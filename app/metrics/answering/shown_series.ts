import type { Question } from '../planning/plan.js'
import { refuseBeyondBudget } from '../planning/budget.js'
import { formulaOfDerived } from '../planning/derivations.js'
import type { MetricChanges, MetricSeries, Provenance, Subtotals } from '../types.js'
import type { Answer } from './answer.js'
import type { Changes } from './changes.js'
import type { DerivedNumbers } from './derived_numbers.js'
import { bestFirst } from './ranking.js'

/** What the answer shows of one question: the asked numbers, derived ones among them, in their order. */
export class Shown {
  readonly #asked: string[]
  readonly #isAll: boolean

  constructor(private readonly question: Question) {
    const { shaping, metrics } = question
    this.#asked = shaping.asked
    this.#isAll = shaping.derived.length === 0 && metrics.length === shaping.asked.length
  }

  /** By metric id, of the asked ones only. */
  only<Value>(byMetric: Record<string, Value>): Record<string, Value> {
    return this.#isAll
      ? byMetric
      : Object.fromEntries(
          this.#asked.flatMap((id) => (id in byMetric ? [[id, byMetric[id]]] : []))
        )
  }

  provenance(byMetric: Record<string, Provenance>): Record<string, Provenance> {
    const derived = this.question.shaping.derived.map((one) => [
      one.id,
      { ...byMetric[one.metric], formula: formulaOfDerived(one) },
    ])
    return this.only({ ...byMetric, ...Object.fromEntries(derived) })
  }

  async series(
    { answer, derived }: { answer: Answer; derived: DerivedNumbers },
    ids: string[],
    changes: Changes | null
  ): Promise<MetricSeries[]> {
    const known = new Map(answer.series.map((one) => [one.id, one]))
    const made: MetricSeries[] = []
    for (const id of ids) {
      const { breakdown, keys, rest, other, totals } = known.get(id)!
      const points = await derived.pointsOf(id, totals)
      made.push({
        breakdown,
        keys,
        rest,
        ...(other && { other }),
        points: points.map(({ at, values }) => ({ at, values: this.only(values) })),
        totals: this.only(derived.totalsOf(totals)),
        changes: this.#changes(changes, id),
      })
    }
    return made
  }

  #changes(changes: Changes | null, series: string): MetricChanges | null {
    const own = changes?.ofSeries(series) ?? null
    return own && this.only(own)
  }

  /** Totals by some of the breakdowns, as the question asks for. */
  async subtotals(answer: Answer, derived: DerivedNumbers): Promise<Subtotals[]> {
    const wanted = this.question.shaping.subtotals.map((by) => {
      const places = by.map((id) => this.question.breakdownIds.indexOf(id))
      const grouped = answer.grouped(places)
      const breakdowns = places.map((place) => this.question.breakdowns[place])
      const { series } = bestFirst(grouped.series, { ...this.question, breakdowns })
      return { by, places, grouped, ids: series.map(({ id }) => id) }
    })
    const rows = wanted.reduce((sum, { ids }) => sum + ids.length, 0)
    refuseBeyondBudget(this.question, [answer.range], [rows])
    const made: Subtotals[] = []
    for (const { by, places, grouped, ids } of wanted) {
      const own = { answer: grouped, derived: derived.grouped(places, grouped) }
      made.push({ by, series: await this.series(own, ids, null) })
    }
    return made
  }
}
