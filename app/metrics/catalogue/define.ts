import type { MetricUnit } from '#shared/metric_units'
import type { Metric, MetricGroup, MetricKind } from './types.js'

/** A metric as the catalogue's files declare it. */
export interface MetricDefinition extends Omit<Metric, 'formula' | 'addsUp' | 'available'> {
  /** Of ratios and formulas: an expression over metric ids. */
  expression?: string
}

type Wording = [id: string, label: string, help: string]
type Choices = Partial<Pick<MetricDefinition, 'direction' | 'decimals' | 'isBlended' | 'saleView'>>

/** Decimals that people expect of a number of a unit. */
export const DECIMALS: Record<MetricUnit, number> = {
  count: 0,
  currency: 2,
  percent: 2,
  seconds: 0,
  bytes: 0,
  score: 1,
  number: 2,
}

/** The words to declare a group of metrics with: `additive('count', ['clicks', 'Clicks', '…'])`. */
export function metricsOf(group: MetricGroup) {
  const stored =
    (kind: MetricKind) =>
    (unit: MetricUnit, [id, label, help]: Wording, choices: Choices = {}): MetricDefinition => ({
      id,
      label,
      group,
      kind,
      unit,
      direction: 'up',
      decimals: DECIMALS[unit],
      help,
      ...choices,
    })
  const computed =
    (kind: MetricKind) =>
    (unit: MetricUnit, [expression, ...wording]: [string, ...Wording], choices: Choices = {}) => ({
      ...stored(kind)(unit, wording, choices),
      expression,
    })
  return {
    additive: stored('additive'),
    semiAdditive: stored('semi_additive'),
    unique: stored('unique'),
    ratio: computed('ratio'),
    formula: computed('formula'),
  }
}
