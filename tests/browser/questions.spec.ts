import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Page } from 'playwright-core'
import type Organization from '#organizations/models/organization'
import { assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { givenRows } from '#tests/support/warehouse_rows'

const DAYS = 100
const MOST_CLICKS = 5

const counts = (...metrics: string[]) =>
  metrics.map((metric) => ({ metric, unit: 'count' as const, aggregation: 'sum' as const }))
const amounts = (...metrics: string[]) =>
  metrics.map((metric) => ({ metric, unit: 'currency' as const, aggregation: 'sum' as const }))

type Told = { entity?: string; dimensions?: Record<string, string>; numbers: number[] }

/** The same rows on every day, today included: on the first of a month there is no other day of it. */
const daily = (told: Told[]) =>
  Array.from({ length: DAYS }, (_, back) => {
    const day = DateTime.now().setZone('Europe/Amsterdam').minus({ days: back }).toISODate()!
    return told.map((one) => ({ day, ...one }))
  }).flat()

async function givenBusiness(organization: Organization) {
  const stream = (connection: string, channel: string) => ({ connection, channel })
  await givenRows(organization, {
    ...stream('Search advertising', 'search_ads'),
    slots: [
      ...amounts('spend', 'conversion_value', 'ad_budget'),
      ...counts('clicks', 'impressions', 'conversions'),
    ],
    facts: daily([
      {
        entity: 'Brand',
        dimensions: { device: 'phone', hour: '09' },
        numbers: [10, 50, 20, 40, 1000, 4],
      },
      {
        entity: 'Generic',
        dimensions: { device: 'desktop', hour: '15' },
        numbers: [4, 2, 5, 10, 900, 1],
      },
    ]),
  })
  await givenRows(organization, {
    ...stream('Shop', 'shop'),
    slots: [...amounts('revenue'), ...counts('orders', 'new_customers')],
    facts: daily([
      { entity: 'Order', dimensions: { country: 'NL', device: 'phone' }, numbers: [80, 4, 2] },
    ]),
  })
  await givenRows(organization, {
    ...stream('Payments', 'payments'),
    slots: [
      ...amounts('payment_volume', 'refunds'),
      ...counts('payments', 'refund_count', 'disputes'),
    ],
    facts: daily([
      { entity: 'Charge', dimensions: { payment_method: 'card' }, numbers: [80, 8, 4, 1, 1] },
    ]),
  })
  await givenRows(organization, {
    ...stream('Site', 'site'),
    slots: counts('sessions'),
    facts: daily([
      { entity: 'Visit', dimensions: { traffic_channel: 'Paid search' }, numbers: [60] },
    ]),
  })
  await givenRows(organization, {
    ...stream('Mail', 'email'),
    slots: [...amounts('email_revenue'), ...counts('emails_delivered')],
    facts: daily([{ entity: 'Newsletter', numbers: [50, 100] }]),
  })
  await givenRows(organization, {
    ...stream('Social', 'social'),
    slots: counts('new_followers', 'posts'),
    facts: daily([{ entity: 'Page', numbers: [6, 2] }]),
  })
}

/** A question of every week, and what its answer holds beside its numbers. */
const QUESTIONS: [title: string, address: RegExp, seen: string][] = [
  [
    'Spend by channel by week against 12 weeks before',
    /compare=previous_period%2Csame_weeks_last_year/,
    'Spend',
  ],
  ['ROAS by campaign with more than 500 spend', /having=spend%7Eabove%7E500/, 'Brand'],
  [
    'Click-through rate by day with a 7-day average',
    /moving_average%7Ectr%7E7/,
    'Click-through rate, 7-day average',
  ],
  ['Ten most expensive campaigns by cost per conversion', /top=10%7Eother/, 'Spend, share'],
  ['Spend so far by day', /running_total%7Espend/, 'Spend, running total'],
  ['Revenue by country and device', /view=pivot/, 'Netherlands'],
  ['Cheapest weekday and hour for conversions', /by=hour%2Cday_of_week/, 'Monday'],
  ['Budget used this month by campaign', /percent%28spend\+%2F\+ad_budget%29/, 'Budget used'],
  [
    'Blended customer acquisition cost by month',
    /customer_acquisition_cost/,
    'Customer acquisition cost',
  ],
  ['New customers by month with growth', /growth%7Enew_customers/, 'New customers, growth'],
  ['Refunds and disputes by payment method', /by=payment_method/, 'Refund rate'],
  ['Orders and average order value by month', /average_order_value/, 'Average order value'],
  [
    'E-mail revenue per recipient by campaign',
    /email_revenue\+%2F\+emails_delivered/,
    'Newsletter',
  ],
  ['Followers gained per post by network', /new_followers\+%2F\+posts/, 'Followers per post'],
]

const clicksIn = (page: Page) => page.evaluate<number>('globalThis.clicksOfPerson')

async function countClicks(page: Page) {
  await page.addInitScript(
    "globalThis.clicksOfPerson = 0; addEventListener('pointerdown', () => globalThis.clicksOfPerson++, true)"
  )
}

test.group('Questions of every week', (group) => {
  usesBrowser(group)

  test('are answered in five clicks at most, with rows and a past behind them', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenBusiness(organization)
    const page = await openPageAs(await givenMember(organization, 'analyst'))
    const explore = `/o/${organization.slug}/explore`
    const answer = page.getByRole('region', { name: 'Answer' })
    await countClicks(page)
    await visit(page, explore)

    for (const [title, address, seen] of QUESTIONS) {
      await page.evaluate('globalThis.clicksOfPerson = 0')
      await page.getByRole('button', { name: 'Questions', exact: true }).click()
      await page.getByRole('option', { name: title }).click()
      await page.waitForURL(address)
      await answer.getByText(seen).first().waitFor()
      assert.isAtMost(await clicksIn(page), MOST_CLICKS, title)
    }

    await page.evaluate('globalThis.clicksOfPerson = 0')
    await page.getByRole('button', { name: /^Where Posts comes from/ }).click()
    await page.getByRole('button', { name: 'Show source rows' }).click()
    await page.getByText('28 of 28 rows').waitFor()
    assert.isAtMost(await clicksIn(page), MOST_CLICKS)
    await assertSound(assert, page, 'explore-rows')
  }).timeout(120_000)
})
