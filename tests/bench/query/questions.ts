import { performance } from 'node:perf_hooks'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { runMetricQuery, type MetricQuery } from '#metrics'
import Organization from '#organizations/models/organization'
import { asOwner, FIRST_DAY, LAST_DAY, type GivenFacts } from './given_facts.js'

const ROUNDS = 9
/** Of one statement of a web request. */
const PAGE_TIMEOUT_MS = 2_000
const METRICS = ['spend', 'clicks', 'impressions']
const RANGE = { from: FIRST_DAY.toISODate(), to: LAST_DAY.toISODate() }
const ASKED = { metrics: METRICS, range: RANGE, currency: 'EUR' }
const OF_MOBILE = { dimension: 'device', operator: 'equals' as const, values: ['mobile'] }
const OF_ONE = { dimension: 'campaign', operator: 'equals' as const, values: ['Campaign 3'] }

/** What people ask of a large account. Goals are milliseconds on two cores. */
export const QUESTIONS: Record<string, { goalMs: number; query: MetricQuery }> = {
  monthByCampaignAndDevice: {
    goalMs: 60,
    query: { ...ASKED, grain: 'month', breakdowns: ['campaign', 'device'] },
  },
  monthByDevice: { goalMs: 60, query: { ...ASKED, grain: 'month', breakdowns: ['device'] } },
  byDevice: { goalMs: 40, query: { ...ASKED, breakdowns: ['device'] } },
  byCampaign: { goalMs: 40, query: { ...ASKED, breakdowns: ['campaign'] } },
  byDayAndCountry: { goalMs: 60, query: { ...ASKED, grain: 'day', breakdowns: ['country'] } },
  drillDownTotal: {
    goalMs: 150,
    query: { ...ASKED, breakdowns: ['ad'], filters: [OF_MOBILE, OF_ONE] },
  },
  drillDownByDay: {
    goalMs: 150,
    query: { ...ASKED, grain: 'day', breakdowns: ['ad'], filters: [OF_MOBILE, OF_ONE] },
  },
  drillDownByDevice: {
    goalMs: 150,
    query: { ...ASKED, grain: 'day', breakdowns: ['campaign'], filters: [OF_MOBILE], limit: 3 },
  },
}

export interface Timed {
  medianMs: number
  slowestMs: number
  series: number
}

/** A question that is refused takes nothing of the time that it is refused after. */
export interface Refused {
  refused: string
  afterMs: number
}

/** Asks the same a few times, each time as a question that nobody has asked before, with the patience of a page. */
export async function timed(organizationId: string, query: MetricQuery): Promise<Timed | Refused> {
  const organization = await Organization.findOrFail(organizationId)
  const taken: number[] = []
  let series = 0
  for (let round = 0; round < ROUNDS; round++) {
    const asked = { ...query, limit: (query.limit ?? 100) + round }
    const started = performance.now()
    try {
      const result = await answered(organization, asked)
      series = result.series.length
    } catch (error) {
      return { refused: (error as Error).message, afterMs: rounded(performance.now() - started) }
    }
    taken.push(performance.now() - started)
  }
  taken.sort((one, other) => one - other)
  const medianMs = rounded(taken[Math.floor(ROUNDS / 2)])
  return { medianMs, slowestMs: rounded(taken.at(-1)!), series }
}

function answered(organization: Organization, query: MetricQuery) {
  return withTenant(
    organization.id,
    (tenant) => runMetricQuery(tenant, organization, query, DateTime.utc()),
    { readOnly: true, statementTimeoutMs: PAGE_TIMEOUT_MS }
  )
}

/** What PostgreSQL alone takes to add up the same rows: no policies, no names, no second currency. */
export async function ceilingMs({ id, stream }: GivenFacts): Promise<number> {
  return asOwner(async (client) => {
    const taken: number[] = []
    for (let round = 0; round < 3; round++) {
      const started = performance.now()
      await client.query(CEILING, [id, stream.id, RANGE.from, RANGE.to])
      taken.push(performance.now() - started)
    }
    return rounded(Math.min(...taken))
  })
}

const CEILING = `
  SELECT date_trunc('month', day::timestamp), breakdown_id, sum(m00), sum(m01), sum(m02) FROM facts
  WHERE organization_id = $1 AND stream_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2`

export const rounded = (value: number) => Math.round(value * 10) / 10
