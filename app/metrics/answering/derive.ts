import { MICROS_PER_MAJOR_UNIT, type MetricUnit } from '#shared/metric_units'
import type { ReadDerivation } from '../planning/derivations.js'
import type {
  AvailableValue,
  DerivationKind,
  MetricPoint,
  MetricValue,
  MetricValues,
  UnavailableValue,
} from '../types.js'
import { mixedMessage, unavailable } from './unavailable.js'

/** One series with what its derived numbers are computed from. */
export interface Derivable {
  points: MetricPoint[]
  totals: MetricValues
  /** The points with those before the range that a first point needs. */
  lead: MetricPoint[]
  /** The same of all series together. */
  whole: { points: MetricPoint[]; lead: MetricPoint[]; totals: MetricValues }
  isBrokenDown: boolean
  /** The values over several points of `lead` as one. */
  over: (buckets: string[]) => MetricValues
  /** Whether days of the point are still to come, or lie outside of the range. */
  isOpen: (at: string) => boolean
}

type Derive = (derivation: ReadDerivation, place: number, from: Derivable) => MetricValue

const POINTS: Record<DerivationKind, Derive> = {
  share_of_total: ({ metric }, place, { points, whole, isBrokenDown }) =>
    share(
      points[place].values[metric],
      isBrokenDown ? whole.points[place].values[metric] : whole.totals[metric]
    ),
  running_total: ({ metric, source }, place, { points }) => {
    const values = points.slice(0, place + 1).map((point) => point.values[metric])
    const sum = values.reduce((total, value) => total + (known(value) ?? 0), 0)
    return values.find(isUntold) ?? unlike(source, values) ?? withValue(values[place], sum)
  },
  moving_average: (derivation, place, from) => movingAverage(derivation, place, from),
  difference: (derivation, place, from) => besidePrevious(derivation, place, from),
  growth: (derivation, place, from) => besidePrevious(derivation, place, from),
}

export const derivePoint: Derive = (derivation, place, from) =>
  POINTS[derivation.as](derivation, place, from)

/** Of a whole period. */
export function deriveTotal(
  { as, metric }: ReadDerivation,
  totals: MetricValues,
  whole: MetricValues
): MetricValue {
  switch (as) {
    case 'share_of_total':
      return share(totals[metric], whole[metric])
    case 'running_total':
      return totals[metric]
    default:
      return unavailable(
        'no_total',
        `A ${as.replace('_', ' ')} belongs to a point in time; it has no total.`
      )
  }
}

function share(part: MetricValue, whole: MetricValue): MetricValue {
  const [value, of] = [known(part), known(whole)]
  if (value === null || of === null) {
    return value === null ? part : whole
  }
  return of === 0
    ? unavailable('no_denominator', 'The total is zero, so there is no share of it.')
    : percent((100 * value) / of)
}

/** A point that nobody reported adds nothing; one that has no number for another reason leaves the sum unknown. */
const isUntold = (value: MetricValue) => value.status === 'unavailable' && !isMissing(value)

const isMissing = ({ reason }: UnavailableValue) => reason === 'no_rows' || reason === 'no_match'

/** Without a currency in the question each point keeps its own, and euros are neither added to dollars nor taken from them. */
function unlike(source: ReadDerivation['source'], values: MetricValue[]): MetricValue | undefined {
  const currencies = new Set(
    values.flatMap((one) =>
      one.status === 'available' && one.unit === 'currency' && one.value !== 0
        ? [one.currency ?? null]
        : []
    )
  )
  return currencies.size > 1
    ? unavailable('mixed_currencies', mixedMessage(source, currencies))
    : undefined
}

function movingAverage(
  { metric, source, points: wanted, isQuotient }: ReadDerivation,
  place: number,
  { points, lead, whole, over }: Derivable
): MetricValue {
  const end = lead.length - points.length + place + 1
  const window = lead.slice(Math.max(0, end - wanted), end)
  const all = isQuotient ? whole.lead.slice(Math.max(0, end - wanted), end) : window
  const gap = all.map(({ values }) => values[metric]).find((value) => isGap(value, isQuotient))
  if (gap || window.length < wanted) {
    return unavailable('no_rows', `Not all of the ${wanted} points of this average are known.`)
  }
  if (isQuotient) {
    return over(window.map(({ at }) => at))[metric]
  }
  const sum = window.reduce((total, { values }) => total + known(values[metric])!, 0)
  const mixed = unlike(
    source,
    window.map(({ values }) => values[metric])
  )
  return mixed ?? withValue(window.at(-1)!.values[metric], sum / wanted)
}

/** A day without impressions has no click rate, and is known nevertheless. */
const isGap = (value: MetricValue, isQuotient: boolean) =>
  value.status === 'unavailable' && !(isQuotient && value.reason === 'no_denominator')

function besidePrevious(
  { as, metric, source }: ReadDerivation,
  place: number,
  { points, lead, isOpen }: Derivable
): MetricValue {
  const now = lead.length - points.length + place
  const { at, values } = lead[now]
  if (isOpen(at)) {
    return unavailable(
      'in_progress',
      'This point is not complete, so it is not compared with the one before.'
    )
  }
  const earlier = lead[now - 1]?.values[metric]
  return earlier?.status === 'available'
    ? (unlike(source, [earlier, values[metric]]) ??
        moved(values[metric], earlier.value, as === 'growth'))
    : unavailable('no_rows', 'The point before has no number.')
}

function moved(current: MetricValue, before: number, isGrowth: boolean): MetricValue {
  if (current.status === 'unavailable') {
    return current
  }
  if (!isGrowth) {
    return withValue(current, current.value - before)
  }
  return before === 0
    ? unavailable('no_denominator', 'The point before is zero, so there is no growth in percent.')
    : percent((100 * (current.value - before)) / Math.abs(before))
}

const known = (value: MetricValue): number | null =>
  value.status === 'available' ? value.value : null

/** The same kind of number with another value; what is unknown stays so. */
function withValue(like: MetricValue, value: number): MetricValue {
  return like.status === 'available' ? { ...like, value: rounded(value, like.unit) } : like
}

const percent = (value: number): AvailableValue => ({
  status: 'available',
  value: rounded(value, 'percent'),
  unit: 'percent',
})

const SURE_DECIMALS = 1e10

function rounded(value: number, unit: MetricUnit): number {
  const factor = unit === 'currency' ? MICROS_PER_MAJOR_UNIT : SURE_DECIMALS
  return Math.abs(value) < Number.MAX_SAFE_INTEGER / factor
    ? Math.round(value * factor) / factor
    : value
}
