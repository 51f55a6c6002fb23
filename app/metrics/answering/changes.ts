import type { MetricChange, MetricChanges, MetricValue } from '../types.js'
import type { Question } from '../planning/plan.js'
import type { Answer } from './answer.js'
import type { Comparability } from './comparability.js'
import { unavailable } from './unavailable.js'

/** Both answers over the same sources and as many days. */
export interface Pair {
  current: Answer
  earlier: Answer
}

interface Compared {
  comparability: Comparability
  pair: Pair | null
}

/** How each metric moved, in the totals and in every series. */
export class Changes {
  readonly #byMetric: Map<string, Compared>
  readonly #question: Question

  constructor(question: Question, byMetric: Map<string, Compared>) {
    this.#question = question
    this.#byMetric = byMetric
  }

  get totals(): MetricChanges {
    return this.#each((id, { pair }) =>
      pair ? [pair.current.totals[id], pair.earlier.totals[id]] : null
    )
  }

  ofSeries(series: string): MetricChanges {
    return this.#each((id, { pair }) =>
      pair && isIn(pair, series)
        ? [this.#valueIn(pair.current, series, id), this.#valueIn(pair.earlier, series, id)]
        : null
    )
  }

  #each(
    read: (id: string, compared: Compared) => [MetricValue, MetricValue] | null
  ): MetricChanges {
    return Object.fromEntries(
      [...this.#byMetric].map(([id, compared]) => [
        id,
        changeOf(compared.comparability, read(id, compared)),
      ])
    )
  }

  /** A value that a compared period has no row of did not happen there: it is new, or it ended. */
  #valueIn({ series }: Answer, id: string, metric: string): MetricValue {
    const found = series.find((one) => one.id === id)
    if (found) {
      return found.totals[metric]
    }
    const { catalogue, currency } = this.#question
    const { kind, unit } = catalogue.get(metric)
    return kind === 'additive'
      ? {
          status: 'available',
          value: 0,
          unit,
          ...(unit === 'currency' && currency && { currency }),
        }
      : unavailable('no_rows', 'There is nothing of it in this period.')
  }
}

/** A series of a source that is left out is in neither period. */
const isIn = ({ current, earlier }: Pair, series: string) =>
  [current, earlier].some((answer) => answer.series.some(({ id }) => id === series))

function changeOf(
  comparability: Comparability,
  values: [MetricValue, MetricValue] | null
): MetricChange {
  const { days, message } = comparability
  const state = values || comparability.days === null ? comparability.state : 'none'
  const nothing = unavailable('no_rows', message ?? 'There is nothing to compare with.')
  const [current, earlier] = values ?? [nothing, nothing]
  return { state, current, earlier, days: values ? days : null, message }
}
