import type { DateTime } from 'luxon'
import { answerQuestion } from '#dashboards'
import type { TenantTransaction } from '#foundation'
import { listMetrics, type Metric, type MetricResult } from '#metrics'
import type Organization from '#organizations/models/organization'
import type { Drawn } from '#shared/drawn_state'

/** What a marketing team looks at first, most telling first. */
const KEY_METRICS = [
  'revenue',
  'spend',
  'roas',
  'orders',
  'conversions',
  'gross_volume',
  'net_volume',
  'payments',
  'clicks',
  'sessions',
  'impressions',
]
const MOST = 4

export interface WhatChanged {
  metrics: Metric[]
  answer: Drawn<MetricResult>
}

/** The organization's key figures over four weeks beside the four weeks before. Null without any. */
export async function whatChanged(
  tenant: TenantTransaction,
  organization: Organization,
  now: DateTime
): Promise<WhatChanged | null> {
  const metrics = keyMetrics(await listMetrics(tenant))
  if (metrics.length === 0) {
    return null
  }
  const answer = await answerQuestion(
    { tenant, organization, now },
    {
      metrics: metrics.map(({ id }) => id),
      range: { preset: 'last_28_days' },
      grain: 'day',
      comparison: 'previous_period',
      currency: organization.currency,
    }
  )
  return { metrics, answer }
}

function keyMetrics(metrics: Metric[]): Metric[] {
  const available = metrics.filter((metric) => metric.available)
  const known = KEY_METRICS.flatMap((id) => available.filter((metric) => metric.id === id))
  return [...new Set([...known, ...available])].slice(0, MOST)
}
