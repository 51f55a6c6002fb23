import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { runMetricQuery, type MetricQuery, type MetricResult } from '#metrics'
import type { MetricValue } from '#metrics/types'
import type Organization from '#organizations/models/organization'

/** A Wednesday, so that weeks and months are under way. */
export const NOW = DateTime.fromISO('2026-06-10T12:00:00Z')

type Asking = Partial<MetricQuery> & Pick<MetricQuery, 'metrics'>

/** Asks in a read-only transaction, as a page does. The range is May 2026 unless told. */
export function ask(organization: Organization, asking: Asking, now = NOW): Promise<MetricResult> {
  const query = { range: { from: '2026-05-01', to: '2026-05-31' }, ...asking }
  return withTenant(organization.id, (tenant) => runMetricQuery(tenant, organization, query, now), {
    readOnly: true,
  })
}

/** The number, or the reason why there is none. */
export function plain(value: MetricValue): number | string {
  return value.status === 'available' ? value.value : value.reason
}

export function plainTotals({ totals }: Pick<MetricResult, 'totals'>) {
  return Object.fromEntries(Object.entries(totals).map(([id, value]) => [id, plain(value)]))
}

/** Series by their breakdown values: `{ 'Spring sale': { spend: 10 } }`. */
export function plainSeries({ series }: Pick<MetricResult, 'series'>) {
  return Object.fromEntries(
    series.map((one) => [
      Object.values(one.breakdown)
        .map((value) => value ?? '∅')
        .join(' · '),
      plainTotals(one),
    ])
  )
}

/** Points of the first series for one metric: `{ '2026-05-01': 3 }`. */
export function plainPoints(result: MetricResult, metric: string) {
  return Object.fromEntries(
    result.series[0].points.map(({ at, values }) => [at, plain(values[metric])])
  )
}
