import autocannon from 'autocannon'
import { DateTime } from 'luxon'
import { machine } from '../surroundings.js'
import { givenNumbers } from './given_numbers.js'
import { startWeb } from '#tests/support/web_process'

const CONNECTIONS = 16
const SECONDS = 10
/** Each key may ask 600 times in a minute. */
const KEYS = 120

interface Round {
  url: string
  keys: string[]
  bodyOf: (index: number) => object
}

/**
 * `npm run bench:http`: how many questions a second one web process answers over REST, with key, limit, count and tenant, next to
 * what it answers without any of these. 4 metrics × channel × 30 days with a comparison, in EUR.
 */
export async function measure() {
  const started = machine()
  const { keys, rows } = await givenNumbers(KEYS)
  const web = await startWeb()
  try {
    const ceiling = await load({ url: `${web.url}/health/live`, requests: [{ method: 'GET' }] })
    await ask({ url: web.url, keys, bodyOf: neverAsked(3) })
    const fresh = await ask({ url: web.url, keys, bodyOf: neverAsked(1) })
    const repeated = await ask({ url: web.url, keys, bodyOf: () => questionOf(30, 0) })
    return {
      machine: started,
      facts: rows,
      connections: CONNECTIONS,
      ceiling,
      neverAskedBefore: { ...fresh, ofCeiling: share(fresh, ceiling) },
      repeated: { ...repeated, ofCeiling: share(repeated, ceiling) },
      webMegabytes: await web.residentMegabytes(),
      goal: { neverAskedBefore: 250, repeated: 1_000, p95Ms: 60 },
    }
  } finally {
    await web.stop()
  }
}

type Load = Awaited<ReturnType<typeof load>>

const share = (one: Load, other: Load) => Number((one.perSecond / other.perSecond).toFixed(3))

/** Another period for each question: none was answered before. */
const neverAsked = (limit: number) => (index: number) => ({
  ...questionOf(30, index % 340),
  limit: limit + Math.floor(index / 340),
})

function questionOf(days: number, ago: number) {
  const to = DateTime.utc().minus({ days: ago + 1 })
  return {
    metrics: ['spend', 'clicks', 'impressions', 'cpc'],
    breakdowns: ['channel'],
    grain: 'day',
    range: { from: to.minus({ days: days - 1 }).toISODate(), to: to.toISODate() },
    comparison: 'previous_period',
    currency: 'EUR',
  }
}

function ask({ url, keys, bodyOf }: Round) {
  const requests = Array.from({ length: 5_000 }, (_, index) => ({
    method: 'POST' as const,
    path: '/api/v1/metrics/query',
    headers: {
      'authorization': `Bearer ${keys[index % keys.length]}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(bodyOf(index)),
  }))
  return load({ url, requests })
}

async function load({ url, requests }: { url: string; requests: autocannon.Request[] }) {
  const result = await autocannon({ url, requests, connections: CONNECTIONS, duration: SECONDS })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) {
    throw new Error(
      `${failed} of ${result.requests.total} requests failed: ${JSON.stringify(result.statusCodeStats)}`
    )
  }
  const { p50, p97_5: p97, p99 } = result.latency
  return { perSecond: Math.round(result.requests.average), p50Ms: p50, p97Ms: p97, p99Ms: p99 }
}
