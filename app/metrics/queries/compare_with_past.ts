import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { PastValue } from '../row_types.js'
import type { MetricQuery, MetricResult, MetricValue } from '../types.js'
import { runMetricQuery, type QueryOwner } from './run_metric_query.js'

/** What the number of a metric was at a moment, what it is now, and on which days of which sources it changed since. */
const MOST_CHANGES = 50

interface PastAsked {
  query: MetricQuery
  metric: string
  asOf: string
}

export async function compareWithPast(
  tenant: TenantTransaction,
  organization: QueryOwner,
  ...[{ query, metric, asOf }, now]: [asked: PastAsked, now: DateTime]
): Promise<PastValue> {
  const source = query.derived?.[metric]?.metric ?? metric
  const { range, filters, formulas, currency, timeZone, weekStart } = query
  const whole = { metrics: [source], range, filters, formulas, currency, timeZone, weekStart }
  const daily: MetricQuery = { ...whole, breakdowns: ['source'], grain: 'day' }
  const ask = (question: MetricQuery) => runMetricQuery(tenant, organization, question, now)
  const [then, present] = [await ask({ ...whole, asOf }), await ask(whole)]
  const changes = changesBetween(await ask({ ...daily, asOf }), await ask(daily), source)
  return {
    asOf: then.asOf!,
    then: then.totals[source],
    now: present.totals[source],
    changes: changes.slice(0, MOST_CHANGES),
    changed: changes.length,
  }
}

function changesBetween(then: MetricResult, now: MetricResult, metric: string) {
  const [before, after] = [pointsOf(then, metric), pointsOf(now, metric)]
  const names = new Map([...before.names, ...after.names])
  const places = [...new Set([...before.values.keys(), ...after.values.keys()])]
  return places
    .map((place) => ({
      ...names.get(place)!,
      then: before.values.get(place) ?? NOTHING,
      now: after.values.get(place) ?? NOTHING,
    }))
    .filter((one) => numberOf(one.then) !== numberOf(one.now))
    .sort((one, other) => sizeOf(other) - sizeOf(one) || one.at.localeCompare(other.at))
}

const NOTHING: MetricValue = {
  status: 'unavailable',
  reason: 'no_rows',
  message: 'Nothing was known of this day.',
}

function pointsOf({ series }: MetricResult, metric: string) {
  const points = series.flatMap(({ keys, breakdown, points: own }) =>
    own.map(({ at, values }) => ({
      place: JSON.stringify([keys.source, at]),
      name: { at, source: breakdown.source },
      value: values[metric],
    }))
  )
  return {
    names: points.map(({ place, name }) => [place, name] as const),
    values: new Map(points.map(({ place, value }) => [place, value])),
  }
}

const numberOf = (value: MetricValue) => (value.status === 'available' ? value.value : null)

const sizeOf = ({ then, now }: { then: MetricValue; now: MetricValue }) =>
  Math.abs((numberOf(now) ?? 0) - (numberOf(then) ?? 0))
