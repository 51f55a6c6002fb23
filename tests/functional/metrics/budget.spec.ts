import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { MAX_VALUES } from '#metrics/planning/budget'
import { ask } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const METRICS = Array.from({ length: 27 }, (_, place) => `own_${place}`)
const FORMULAS = Object.fromEntries(METRICS.map((id, place) => [id, `clicks + ${place} * clicks`]))
const THIRTEEN_YEARS = { from: '2013-06-10', to: '2026-06-09' }

async function givenDays(count: number, campaigns: number) {
  const organization = await givenOrganization()
  const last = DateTime.fromISO('2026-06-09', { zone: 'utc' })
  const facts = Array.from({ length: count }, (_, day) => last.minus({ days: day }).toISODate()!)
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: facts.flatMap((day) =>
      Array.from({ length: campaigns }, (_, place) => ({
        day,
        entity: `Campaign ${place}`,
        numbers: [1, 1, 1],
      }))
    ),
  })
  return organization
}

test.group('A question beyond every measure', () => {
  test('is refused with what makes it so large, and leaves the process free', async ({
    assert,
  }) => {
    const organization = await givenDays(40, 60)
    const before = process.memoryUsage().heapUsed
    let longestPause = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last)
      last = performance.now()
    }, 5)
    const asked = { metrics: METRICS, formulas: FORMULAS, breakdowns: ['campaign'] }
    const wide = { ...asked, range: THIRTEEN_YEARS, grain: 'day' as const }
    const compared = { ...wide, comparison: 'previous_period' as const }

    const refusals = await Promise.all(
      [wide, compared].map((question) => ask(organization, question).catch((error) => error))
    )
    clearInterval(watch)

    for (const refusal of refusals) {
      assert.equal(refusal.code, 'E_QUERY_TOO_WIDE')
      assert.match(refusal.message, /27 metrics/)
      assert.match(refusal.message, /Choose a shorter period/)
    }
    assert.isBelow(process.memoryUsage().heapUsed - before, 200_000_000)
    assert.isBelow(longestPause, 1_000)
  })

  test('is judged by the series that are shown, not by those that there are', async ({
    assert,
  }) => {
    const organization = await givenDays(40, 60)
    const range = { from: '2026-05-01', to: '2026-06-09' }
    const asked = { metrics: METRICS, formulas: FORMULAS, breakdowns: ['campaign'], range }

    const { series } = await ask(organization, { ...asked, grain: 'day', limit: 60 })

    const refusal = await ask(organization, {
      ...{ ...asked, grain: 'day', limit: 60 },
      subtotals: Array.from({ length: 8 }, () => ['campaign']),
    }).catch((error) => error)

    assert.equal(refusal.code, 'E_QUERY_TOO_WIDE')
    const values = series.length * series[0].points.length * METRICS.length
    assert.isBelow(values, MAX_VALUES)
    assert.deepEqual([series.length, series[0].points.length], [60, 40])
  })
})
