import { DateTime } from 'luxon'
import { listDimensions, listMetrics, type MetricResult } from '#metrics'
import { answerQuestion } from '#dashboards'
import type { AskingWhat, Days } from '#annotations/queries/asking'
import type { Happened } from '#annotations/types'

/** Whatever runs has numbers of one of these; the first that a source reports is asked. */
const SIGNS = ['impressions', 'spend', 'clicks', 'emails_sent']
/** The largest ones; hundreds of small ones would cover a chart. */
const MOST_CAMPAIGNS = 40
/** A pause as long as this is an end, and what comes after it a start. */
const QUIET_DAYS = 14

/**
 * When campaigns began and ended, by their numbers: dates that vendors keep are plans, and many keep none. Campaigns that ran before the
 * period, or still run at its end, neither began nor ended in it.
 */
export async function campaignsBetween(
  asking: AskingWhat,
  { from, to }: Days
): Promise<Happened[]> {
  const sign = await signOf(asking)
  if (!sign) {
    return []
  }
  const before = DateTime.fromISO(from, { zone: 'utc' }).minus({ days: QUIET_DAYS }).toISODate()!
  const after = DateTime.fromISO(to, { zone: 'utc' }).plus({ days: QUIET_DAYS }).toISODate()!
  const drawn = await answerQuestion(asking, {
    metrics: [sign],
    breakdowns: ['campaign'],
    grain: 'day',
    range: { from: before, to: after },
    limit: MOST_CAMPAIGNS,
  })
  return drawn.state === 'ready' || drawn.state === 'partial'
    ? eventsIn(drawn.value, { sign, from, to })
    : []
}

async function signOf({ tenant }: AskingWhat): Promise<string | undefined> {
  const dimensions = await listDimensions(tenant)
  if (!dimensions.some(({ id, available }) => id === 'campaign' && available)) {
    return undefined
  }
  const metrics = await listMetrics(tenant)
  return SIGNS.find((id) => metrics.some((metric) => metric.id === id && metric.available))
}

function eventsIn(result: MetricResult, { sign, from, to }: Days & { sign: string }): Happened[] {
  const campaigns = result.series
    .filter(({ breakdown, rest, other }) => breakdown.campaign && !rest && !other)
    .map(({ breakdown, points }) => ({
      name: breakdown.campaign!,
      days: points.filter(({ values }) => isRunning(values[sign])).map(({ at }) => at),
    }))
  // Files and records that are sent say nothing about completeness: what others report on shows how far they reach.
  const last = campaigns
    .flatMap(({ days }) => days.at(-1) ?? [])
    .toSorted()
    .at(-1)
  const complete = result.provenance[sign]?.completeUntil ?? last
  const events = campaigns.flatMap(({ name, days }) =>
    turnsOf(days, complete).map((turn) => ({ ...turn, name }))
  )
  return events
    .filter(({ on }) => on >= from && on <= to)
    .map(({ kind, on, name }) => ({
      ...{ id: null, kind, from: on, to: on, author: null },
      text: `${name} ${kind === 'campaign_started' ? 'started' : 'ended'}`,
    }))
}

const isRunning = (value: MetricResult['totals'][string] | undefined) =>
  value?.status === 'available' && value.value > 0

interface Turn {
  kind: 'campaign_started' | 'campaign_ended'
  on: string
}

/** The first and the last day of each stretch without a long pause. An end needs complete days after it, or it is only not known yet. */
function turnsOf(days: string[], complete: string | null | undefined): Turn[] {
  return days.flatMap((day, place) => {
    const isStart = place === 0 || daysBetween(days[place - 1], day) > QUIET_DAYS
    const next = days[place + 1] ?? complete ?? day
    const isEnd = daysBetween(day, next) > QUIET_DAYS - (place + 1 < days.length ? 0 : 1)
    return [
      ...(isStart ? [{ kind: 'campaign_started' as const, on: day }] : []),
      ...(isEnd ? [{ kind: 'campaign_ended' as const, on: day }] : []),
    ]
  })
}

const MILLISECONDS_A_DAY = 86_400_000
const daysBetween = (one: string, other: string) =>
  (Date.parse(other.slice(0, 10)) - Date.parse(one.slice(0, 10))) / MILLISECONDS_A_DAY
