import { Refusal } from '#foundation'
import type { Catalogue } from '../catalogue/catalogue.js'
import type { MetricDefinition } from '../catalogue/define.js'
import type { Derivation, DerivationKind, Grain, MetricQuery } from '../types.js'

export const MAX_POINTS = 90
const DEFAULT_POINTS = 7

/** A checked derivation. */
export interface ReadDerivation {
  id: string
  source: MetricDefinition
  /** The metric as it was asked. */
  metric: string
  as: DerivationKind
  points: number
  /** Whether its source is a quotient, which is divided over all points of a moving average. */
  isQuotient: boolean
}

interface Setting {
  catalogue: Catalogue
  breakdownIds: string[]
  grain: Grain
}

/** The derivations that the question asks, each checked for having a meaning. */
export function readDerived(query: MetricQuery, setting: Setting): ReadDerivation[] {
  const { derived = {} } = query
  return Object.entries(derived).flatMap(([id, derivation]) => {
    refuseTaken(id, query, setting.catalogue)
    return query.metrics.includes(id) ? [readOne(id, derivation, setting)] : []
  })
}

function readOne(id: string, { metric, as, points }: Derivation, setting: Setting): ReadDerivation {
  const { catalogue, grain } = setting
  const source = catalogue.get(metric)
  if (as !== 'share_of_total' && grain === 'total') {
    throw refusal(
      'E_DERIVATION_NEEDS_TIME',
      `The ${NAMES[as]} of ${source.label} needs points in time. Choose a granularity, such as by day.`
    )
  }
  const isQuotient = !catalogue.isStored(source) && dividesIn(source)
  const why = WHY_NOT[as]?.({ source, adding: isQuotient ? 'never' : addingOf(metric, setting) })
  if (why) {
    throw refusal('E_DERIVATION_NOT_POSSIBLE', `${source.label}: ${why}`)
  }
  return { id, source, metric, as, points: points ?? DEFAULT_POINTS, isQuotient }
}

/** Over what the values of a metric add up. */
type Adding = 'always' | 'over rows' | 'never'

function addingOf(metric: string, { catalogue, breakdownIds }: Setting): Adding {
  const kinds = new Set(catalogue.atomsOf(metric).map(({ kind }) => kind))
  if (kinds.size === 1 && kinds.has('additive')) {
    return 'always'
  }
  const areStates = kinds.size === 1 && kinds.has('semi_additive')
  return areStates && breakdownIds.length > 0 ? 'over rows' : 'never'
}

type WhyNot = (given: { source: MetricDefinition; adding: Adding }) => string | false

const WHY_NOT: Partial<Record<DerivationKind, WhyNot>> = {
  running_total: ({ adding }) =>
    adding !== 'always' && 'its values cannot be added up over time, so it has no running total.',
  share_of_total: ({ adding }) =>
    adding === 'never' && 'its parts do not add up to its total, so there is no share of it.',
  growth: ({ source }) =>
    source.unit === 'percent' &&
    'it is a percentage. Ask its difference, in points, instead of its growth.',
}

const dividesIn = ({ kind, expression }: MetricDefinition) =>
  kind === 'ratio' || (expression?.includes('/') ?? false)

const NAMES: Record<DerivationKind, string> = {
  share_of_total: 'share',
  running_total: 'running total',
  moving_average: 'moving average',
  difference: 'difference',
  growth: 'growth',
}

function refuseTaken(id: string, { formulas = {} }: MetricQuery, catalogue: Catalogue) {
  if (catalogue.has(id) || Object.hasOwn(formulas, id)) {
    throw refusal(
      'E_FORMULA_NAME_TAKEN',
      `"${id}" is already a metric. Give the derived number another name.`
    )
  }
}

const refusal = (code: string, message: string) => new Refusal({ code, status: 422, message })

/** What a derived number is computed with, as a person reads it. */
export function formulaOfDerived({ as, metric, points }: ReadDerivation): string {
  return as === 'moving_average' ? `moving_average(${metric}, ${points})` : `${as}(${metric})`
}
