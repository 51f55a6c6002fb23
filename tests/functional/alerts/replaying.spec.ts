import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { previewRule, type Preview, type PreviewedRule } from '#alerts/queries/preview_rule'
import { generateBusiness } from '#sandbox'
import { addDays } from '#shared/time_zones'
import { givenCompleteUntil } from '#tests/support/alerts'
import { givenOrganization } from '#tests/support/organizations'
import { givenRows, type GivenFact } from '#tests/support/warehouse_rows'

const NOW = DateTime.fromISO('2026-11-30T10:00:00Z')
const YESTERDAY = '2026-11-29'
const TWO_YEARS = 730

/** What goes wrong in the sample business, by day, as a factor of what was sold. */
const PLANTED: Record<string, { days: number; factor: number }> = {
  '2025-03-11': { days: 2, factor: 0.3 },
  '2025-06-19': { days: 1, factor: 0.1 },
  '2025-09-02': { days: 3, factor: 1.9 },
  '2026-02-17': { days: 2, factor: 0.4 },
  '2026-05-22': { days: 1, factor: 2.2 },
  '2026-08-13': { days: 4, factor: 0.45 },
  '2026-10-20': { days: 1, factor: 0.05 },
}

const eventOn = (day: string) =>
  Object.entries(PLANTED).find(([first, { days }]) => day >= first && day < addDays(first, days))

/** Two years and the months before that a baseline needs, as the sample business sold them. */
function soldByDay(): GivenFact[] {
  const { orders } = generateBusiness({ now: NOW.toJSDate(), months: 27 })
  const byDay = Map.groupBy(orders, ({ at }) =>
    DateTime.fromSeconds(at, { zone: 'Europe/Amsterdam' }).toISODate()!
  )
  return [...byDay]
    .filter(([day]) => day <= YESTERDAY)
    .map(([day, own]) => ({
      day,
      numbers: [Math.round(own.length * (eventOn(day)?.[1].factor ?? 1))],
    }))
}

test.group('Replaying two years of the sample business', () => {
  test('every planted event is found, with at most two false alarms', async ({ assert }) => {
    const organization = await givenOrganization()
    const { id } = await givenRows(organization, {
      slots: [{ metric: 'orders', unit: 'count', aggregation: 'sum' }],
      facts: soldByDay(),
      isRolledUp: true,
    })
    await givenCompleteUntil(organization, id, YESTERDAY)
    const rule: PreviewedRule = {
      kind: 'anomaly',
      condition: { direction: 'either', sensitivity: 'medium', minimumPercent: 25 },
      question: { metrics: ['orders'] },
      watch: { every: 'day', persistence: 1, weekdays: [] },
      falseAlarmsAMonth: 1,
    }

    const preview = await withTenant(organization.id, (tenant) =>
      previewRule({ tenant, organization, now: NOW }, rule, TWO_YEARS)
    )

    const { incidents, count, isWithinBudget } = preview as Preview
    const events = incidents.map(({ first }) => eventOn(first)?.[0] ?? `nothing on ${first}`)
    const falseAlarms = events.filter((event) => event.startsWith('nothing'))
    assert.includeMembers(events, Object.keys(PLANTED))
    assert.isAtMost(falseAlarms.length, 2, falseAlarms.join(', '))
    assert.equal(count, incidents.length)
    assert.isTrue(isWithinBudget)
  })
})
