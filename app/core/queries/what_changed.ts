import type { DateTime } from 'luxon'
import { answerQuestion, type Asking } from '#dashboards'
import type { TenantTransaction } from '#foundation'
import { listMetrics, type Metric, type MetricQuery, type MetricResult } from '#metrics'
import type Organization from '#organizations/models/organization'
import { whatMoved, type Moved } from '#core/queries/what_moved'
import { whyQuotient, type WhyQuotient } from '#core/queries/why_quotient'
import type { Drawn, Failed } from '#shared/drawn_state'

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
  /** Why more telling figures are not among them; null where they are. */
  leftOut: string | null
  /** What is behind the strongest change; null where that cannot be told. */
  moved: Moved | null
  /** Why a quotient among them changed: better parts, or another mix of them; null where that cannot be told. */
  why: WhyQuotient | null
}

/**
 * The organization's key figures over four weeks beside the four weeks before. Null without any. Where some
 * cannot be answered, such as amounts in several currencies without exchange rates, the others are shown
 * and the reason is told beside them.
 */
export async function whatChanged(
  tenant: TenantTransaction,
  organization: Organization,
  now: DateTime
): Promise<WhatChanged | null> {
  const available = keyMetrics(await listMetrics(tenant))
  if (available.length === 0) {
    return null
  }
  const asking = { tenant, organization, now }
  const metrics = available.slice(0, MOST)
  const answer = await answerQuestion(asking, question(organization, metrics))
  if (answer.state === 'failed') {
    return whatElseChanged(asking, available, answer)
  }
  const known = withNumbers(metrics, answer)
  return known.length === metrics.length
    ? explained(asking, { metrics, answer, leftOut: null })
    : withOthers(asking, available)
}

/** A figure that neither period has a number of is no headline: its import was undone, or it only began to be read. */
async function withOthers(asking: Asking, available: Metric[]): Promise<WhatChanged | null> {
  const answer = await answerQuestion(asking, question(asking.organization, available))
  if (answer.state === 'failed') {
    return whatElseChanged(asking, available, answer)
  }
  const metrics = withNumbers(available, answer).slice(0, MOST)
  if (metrics.length === 0) {
    return null
  }
  const chosen = await answerQuestion(asking, question(asking.organization, metrics))
  return explained(asking, { metrics, answer: chosen, leftOut: null })
}

function withNumbers(metrics: Metric[], answer: Drawn<MetricResult>): Metric[] {
  if (answer.state !== 'ready' && answer.state !== 'partial') {
    return []
  }
  const { totals, comparison } = answer.value
  return metrics.filter(({ id }) =>
    [totals[id], comparison?.totals[id]].some((value) => value?.status === 'available')
  )
}

/** Adds what is behind the change, where there is an answer to look behind. */
async function explained(
  asking: Asking,
  found: Omit<WhatChanged, 'moved' | 'why'>
): Promise<WhatChanged> {
  const { metrics, answer } = found
  if (!('value' in answer)) {
    return { ...found, moved: null, why: null }
  }
  const shown = { metrics, result: answer.value }
  const moved = await whatMoved(asking, shown)
  return { ...found, moved, why: await whyQuotient(asking, shown) }
}

async function whatElseChanged(
  asking: Asking,
  available: Metric[],
  failure: Failed
): Promise<WhatChanged> {
  const metrics = await answerable(asking, available)
  if (metrics.length === 0) {
    return {
      metrics: available.slice(0, MOST),
      answer: failure,
      leftOut: null,
      moved: null,
      why: null,
    }
  }
  const answer = await answerQuestion(asking, question(asking.organization, metrics))
  return explained(asking, { metrics, answer, leftOut: failure.message })
}

async function answerable(asking: Asking, available: Metric[]): Promise<Metric[]> {
  const found: Metric[] = []
  for (const metric of available) {
    const { state } = await answerQuestion(asking, question(asking.organization, [metric]))
    if (state === 'ready' || state === 'partial') {
      found.push(metric)
    }
    if (found.length === MOST) {
      break
    }
  }
  return found
}

function question(organization: Organization, metrics: Metric[]): MetricQuery {
  return {
    metrics: metrics.map(({ id }) => id),
    range: { preset: 'last_28_days' },
    grain: 'day',
    comparison: 'previous_period',
    currency: organization.currency,
  }
}

/** The most telling first; never more than a page could ask about one by one. */
function keyMetrics(metrics: Metric[]): Metric[] {
  const available = metrics.filter((metric) => metric.available)
  const known = KEY_METRICS.flatMap((id) => available.filter((metric) => metric.id === id))
  return [...new Set([...known, ...available])].slice(0, MOST * 2)
}
