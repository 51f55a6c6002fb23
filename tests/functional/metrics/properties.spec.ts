import { test } from '@japa/runner'
import fc from 'fast-check'
import { withTenant } from '#foundation'
import type { MetricQuery, MetricResult } from '#metrics'
import { rollUp } from '#warehouse'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRates, givenRows, type GivenFact } from '#tests/support/warehouse_rows'
import { ask, NOW, plain, plainTotals } from '#tests/support/metric_questions'
import { givenShapes } from '#tests/support/rollup_shapes'

const DAYS = ['2026-04-30', '2026-05-01', '2026-05-03', '2026-05-04', '2026-05-31', '2026-06-01']
const RANGE = { from: '2026-04-30', to: '2026-06-01' }
const RUNS = 12

const dimensions = fc.oneof(
  fc.constant<Record<string, string>>({}),
  fc.record({
    device: fc.constantFrom('phone', 'desktop'),
    country: fc.constantFrom('NL', 'US', 'Σ "x"'),
  })
)
const numbers = fc.tuple(
  fc.integer({ min: 0, max: 9_999_999 }).map((cents) => cents / 100),
  fc.integer({ min: 0, max: 10_000 }),
  fc.option(fc.integer({ min: 0, max: 1_000_000 }))
)
const fact: fc.Arbitrary<GivenFact> = fc.record({
  day: fc.constantFrom(...DAYS),
  entity: fc.constantFrom('Spring', 'Summer', 'Autumn'),
  currency: fc.constantFrom('EUR', 'USD'),
  dimensions,
  numbers,
})
const facts = fc.uniqueArray(fact, {
  minLength: 1,
  maxLength: 40,
  selector: ({ day, entity, dimensions: of }) => JSON.stringify([day, entity, of]),
})

async function givenFacts(rows: GivenFact[], isRolledUp = true) {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts: rows, isRolledUp })
  await givenRates(organization, {
    '2026-04-30': { USD: 1.25 },
    '2026-05-04': { USD: 1.6 },
    '2026-05-30': { USD: 2 },
  })
  return organization
}

/** Rows that are rolled up, by every kind of sums where told, and others that came after it. */
async function givenLater(
  rows: GivenFact[],
  later: GivenFact[],
  { isSummed }: { isSummed: boolean }
) {
  const organization = await givenFacts(rows)
  const [connection] = await withTenant(organization.id, async (tenant) => {
    if (isSummed) {
      await givenShapes(tenant)
      await rollUp(tenant, { now: NOW })
    }
    const { rows: found } = await tenant.query<{ id: string }>('SELECT id FROM connections')
    return found
  })
  const writtenAt = '2026-06-02T06:00:00Z'
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: later.slice(0, 3),
    connection,
    writtenAt,
  })
  return organization
}

/** Without the ids of the source, in which the two organizations differ. */
const toldBy = ({ series }: MetricResult) =>
  series
    .map(({ breakdown, points, totals }) => JSON.stringify([breakdown, points, totals]))
    .map((text) => text.replaceAll(/Search ads [^"]*/g, 'Search ads'))
    .sort()

function sumOfSeries(result: MetricResult, metric: string) {
  return result.series.reduce((sum, { totals }) => sum + numeric(plain(totals[metric])), 0)
}

function sumOfPoints(result: MetricResult, metric: string) {
  const points = result.series.flatMap((series) => series.points)
  return points.reduce((sum, { values }) => sum + numeric(plain(values[metric])), 0)
}

function numeric(value: number | string) {
  return typeof value === 'number' ? value : 0
}

const BREAKDOWNS = fc.subarray(
  ['campaign', 'device', 'country', 'currency', 'source', 'day_of_week'],
  { minLength: 1, maxLength: 3 }
)
const GRAINS = fc.constantFrom<MetricQuery['grain']>(
  'total',
  'day',
  'week',
  'month',
  'quarter',
  'year'
)

/** Rates of the days between are carried for a week only, so money is asked for where rates exist. */
const RATED = { from: '2026-05-01', to: '2026-05-07' }

test.group('For any rows', () => {
  test('the sum over any breakdown and grain is the total', async ({ assert }) => {
    const property = fc.asyncProperty(
      facts,
      BREAKDOWNS,
      GRAINS,
      async (rows, breakdowns, grain) => {
        const organization = await givenFacts(rows)
        const result = await ask(organization, {
          metrics: ['clicks'],
          breakdowns,
          grain,
          range: RANGE,
        }).catch(unanswerable)
        // Rows that have no answer are replaced by others; too many of them are a failure.
        fc.pre(result !== null)
        const expected = rows.reduce((sum, { numbers: [, clicks] }) => sum + clicks!, 0)
        assert.deepEqual(
          [
            numeric(plain(result.totals.clicks)),
            sumOfSeries(result, 'clicks'),
            sumOfPoints(result, 'clicks'),
          ],
          [expected, expected, expected]
        )
      }
    )
    await fc.assert(property, { numRuns: RUNS })
  })

  test('roll-ups, rows not rolled up yet, and plain rows say the same', async ({ assert }) => {
    const property = fc.asyncProperty(facts, GRAINS, async (rows, grain) => {
      const [rolledUp, dirty] = [await givenFacts(rows), await givenFacts(rows, false)]
      const asking = {
        metrics: ['spend', 'clicks', 'impressions'],
        breakdowns: ['currency'],
        grain,
        range: RANGE,
      }
      const [quick, fresh, past] = [
        await ask(rolledUp, asking),
        await ask(dirty, asking),
        await ask(rolledUp, { ...asking, asOf: '2026-06-09' }),
      ]

      assert.deepEqual(fresh.series, quick.series)
      assert.deepEqual(past.series, quick.series)
      assert.deepEqual(past.totals, quick.totals)
      assert.deepEqual(
        [past, quick].map(({ provenance }) => provenance.spend.streams[0].plan),
        ['raw', 'rollup']
      )
    })
    await fc.assert(property, { numRuns: RUNS })
  })

  test('sums by breakdown, entity and month say what the rows say', async ({ assert }) => {
    const asked = fc.record({ breakdowns: BREAKDOWNS, grain: GRAINS, isConverted: fc.boolean() })
    const property = fc.asyncProperty(facts, facts, asked, async (rows, later, chosen) => {
      const { isConverted, ...asking } = chosen
      const range = isConverted ? RATED : RANGE
      const query = {
        metrics: [isConverted ? 'spend' : 'impressions', 'clicks'],
        range,
        ...asking,
        ...(isConverted && { currency: 'EUR' }),
      }
      const [quick, slow] = [
        await ask(await givenLater(rows, later, { isSummed: true }), query).catch(unanswerable),
        await ask(await givenLater(rows, later, { isSummed: false }), query).catch(unanswerable),
      ]
      fc.pre(quick !== null && slow !== null)

      assert.deepEqual(toldBy(quick), toldBy(slow))
      assert.deepEqual(quick.totals, slow.totals)
    })
    await fc.assert(property, { numRuns: RUNS })
  })

  test('converted money adds up over breakdowns', async ({ assert }) => {
    const property = fc.asyncProperty(facts, BREAKDOWNS, async (rows, breakdowns) => {
      const organization = await givenFacts(rows)
      const asking = { metrics: ['spend'], currency: 'EUR', range: RATED }
      const whole = numeric(plainTotals(await ask(organization, asking)).spend)
      const parts = await ask(organization, { ...asking, breakdowns }).catch(unanswerable)
      fc.pre(parts !== null)
      assert.closeTo(sumOfSeries(parts, 'spend'), whole, 1e-4)
      assert.closeTo(numeric(plainTotals(parts).spend), whole, 1e-4)
    })
    await fc.assert(property, { numRuns: RUNS })
  })

  test('a ratio is its total numerator by its total denominator', async ({ assert }) => {
    const property = fc.asyncProperty(facts, async (rows) => {
      const organization = await givenFacts(rows)
      const result = await ask(organization, {
        metrics: ['ctr', 'clicks', 'impressions'],
        grain: 'day',
        range: RANGE,
      })
      const { ctr, clicks, impressions } = plainTotals(result)
      const isDefined = typeof impressions === 'number' && impressions > 0
      assert.closeTo(numeric(ctr), isDefined ? (100 * numeric(clicks)) / impressions : 0, 1e-6)
    })
    await fc.assert(property, { numRuns: RUNS })
  })
})

/** Rows without any device cannot be broken down by device, and say so. */
function unanswerable(error: { code?: string }): null {
  if (error.code === 'E_BREAKDOWN_NOT_AVAILABLE') {
    return null
  }
  throw error
}
