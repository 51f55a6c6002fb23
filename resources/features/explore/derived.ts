import type { Derivation, DerivationKind, Grain, MetricQuery } from '#metrics/types'
import type { Metric } from '~/features/metrics/answers'
import { labelOf } from '../metrics/names.js'

export interface DerivationChoice {
  as: DerivationKind
  points?: number
  label: string
  /** Whether it needs points in time. */
  isOverTime: boolean
}

export const DERIVATIONS: DerivationChoice[] = [
  { as: 'share_of_total', label: 'Share of total', isOverTime: false },
  { as: 'running_total', label: 'Running total', isOverTime: true },
  { as: 'moving_average', points: 7, label: '7-point moving average', isOverTime: true },
  { as: 'moving_average', points: 28, label: '28-point moving average', isOverTime: true },
  { as: 'difference', label: 'Difference to the point before', isOverTime: true },
  { as: 'growth', label: 'Growth to the point before', isOverTime: true },
]

const NOUNS: Partial<Record<Grain, string>> = {
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}

/** "7-day moving average", where the granularity is known. */
export function derivationLabel({ as, points, label }: DerivationChoice, grain: Grain | undefined) {
  return as === 'moving_average'
    ? `${points}-${NOUNS[grain ?? 'total'] ?? 'point'} moving average`
    : label.replace('point', NOUNS[grain ?? 'total'] ?? 'point')
}

/** Derived numbers of a query as metrics, beside the catalogue. */
export function derivedMetrics(metrics: Metric[], { derived = {}, grain }: MetricQuery): Metric[] {
  const kind = (as: DerivationKind) => (as === 'share_of_total' ? 'additive' : 'formula')
  return Object.entries(derived).map(([id, derivation]) => {
    const source = metrics.find((metric) => metric.id === derivation.metric) ?? UNKNOWN
    return {
      id,
      label: derivedLabel(derivation, [labelOf(metrics, derivation.metric), grain]),
      group: 'question',
      kind: kind(derivation.as),
      ...writtenAs(derivation, source),
      direction: source.direction,
      help: 'Derived in this query.',
      formula: id,
      addsUp: false,
      available: true,
    }
  })
}

type Written = Pick<Metric, 'unit' | 'decimals'>
const UNKNOWN: Written & Pick<Metric, 'direction'> = {
  unit: 'number',
  decimals: 2,
  direction: 'none',
}

function writtenAs({ as }: Derivation, { unit, decimals }: Written): Written {
  if (as === 'share_of_total' || as === 'growth') {
    return { unit: 'percent', decimals: 1 }
  }
  return { unit, decimals: as === 'moving_average' && unit === 'count' ? 1 : decimals }
}

function derivedLabel(
  { as, points = 7 }: Derivation,
  [name, grain]: [string, Grain | undefined]
): string {
  const noun = NOUNS[grain ?? 'total'] ?? 'point'
  const labels: Record<DerivationKind, string> = {
    share_of_total: `${name}, share`,
    running_total: `${name}, running total`,
    moving_average: `${name}, ${points}-${noun} average`,
    difference: `${name}, difference`,
    growth: `${name}, growth`,
  }
  return labels[as]
}

const LONGEST_ID = 40

/** A name for the address that no other metric of the query has. */
export function derivedId({ metric, as, points }: Derivation): string {
  const plain = metric.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_')
  const start = /^[a-z_]/.test(plain) ? plain : `m_${plain}`
  return `${start.slice(0, LONGEST_ID)}_${as === 'moving_average' ? `average_${points}` : as}`
}

/** A query that also asks the derived number, in time where it needs points. */
export function withDerived(question: MetricQuery, derivation: Derivation): MetricQuery {
  const id = derivedId(derivation)
  const needsTime = derivation.as !== 'share_of_total' && (question.grain ?? 'total') === 'total'
  return {
    ...question,
    ...(needsTime && { grain: 'day' as const }),
    metrics: [...new Set([...question.metrics, id])],
    derived: { ...question.derived, [id]: derivation },
  }
}

/** A query without the metrics that it no longer asks or defines. */
export function withoutMetric(question: MetricQuery, id: string): MetricQuery {
  const { derived = {}, ...rest } = question
  const others = Object.fromEntries(Object.entries(derived).filter(([name]) => name !== id))
  return {
    ...rest,
    metrics: question.metrics.filter((metric) => metric !== id),
    ...(Object.keys(others).length > 0 && { derived: others }),
  }
}
