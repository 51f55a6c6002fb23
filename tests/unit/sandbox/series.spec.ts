import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { generateBusiness } from '#sandbox'
import type { SampleRow } from '#kit'
import { ALL_SERIES } from '#sandbox/business/series'

const NOW = new Date('2026-11-20T09:00:00Z')
const LATER = new Date('2026-11-24T15:00:00Z')
const business = generateBusiness({ now: NOW, months: 3 })
const afterwards = generateBusiness({ now: LATER, months: 3 })
const read = (name: string) => business.series(name, NOW)

const names = Object.keys(ALL_SERIES).map((name) => ({ name }))
const sum = (rows: SampleRow[], field: string) =>
  rows.reduce((total, row) => total + Number(row[field]), 0)

/** A day that no late click, opening or reading reaches any more. */
const SETTLED = '2026-11-01'

/** Their numbers grow for ever, or their oldest days are dropped. */
const GROWING = ['videos', 'webEvents']

test.group('Series of the sample business', () => {
  test('{name} has exactly the fields that its table names')
    .with(names)
    .run(({ assert }, { name }) => {
      const rows = read(name)
      assert.isNotEmpty(rows)
      assert.sameMembers(Object.keys(rows[0]), Object.keys(ALL_SERIES[name].fields))
    })

  test('{name}: settled days are the same four days later')
    .with(names.filter(({ name }) => 'day' in ALL_SERIES[name].fields && !GROWING.includes(name)))
    .run(({ assert }, { name }) => {
      const first = `${business.from.slice(0, 7)}-20`
      const settled = (rows: SampleRow[]) =>
        rows
          .filter(({ day }) => String(day) > first && String(day) < SETTLED)
          .map((row) => unchanging(row))
      assert.deepEqual(settled(read(name)), settled(afterwards.series(name, LATER)))
    })

  test('a visit that became an order is the same visit everywhere', ({ assert }) => {
    const orders = read('shopOrders').filter(({ channel }) => channel !== 'billing')
    const purchases = read('webEvents').filter(({ name }) => name === 'purchase')
    const days = new Set(read('webEvents').map(({ day }) => day))
    const known = new Set(orders.map(({ key }) => key))

    assert.isNotEmpty(orders)
    assert.equal(sum(read('webDays'), 'orders'), orders.length)
    assert.equal(sum(read('webDays'), 'revenue'), sum(orders, 'total'))
    assert.equal(purchases.length, orders.filter(({ day }) => days.has(day)).length)
    assert.isTrue(purchases.every(({ orderKey }) => known.has(orderKey)))
    assert.equal(sum(read('webPages'), 'pageViews'), sum(read('webDays'), 'pageViews'))
  })

  test('conversions of ads and mailings are orders of the shop', ({ assert }) => {
    const orders = read('shopOrders')
    const from = (channel: string) => orders.filter((order) => order.channel === channel)
    for (const platform of ['social_ads', 'short_video_ads', 'other_search_ads']) {
      const rows = read('adDays').filter((row) => row.platform === platform)
      assert.isAbove(sum(rows, 'orders'), 0)
      assert.isAtMost(sum(rows, 'orders'), from(platform).length)
      assert.isTrue(rows.every(({ clicks, orders: won }) => Number(clicks) >= Number(won)))
      assert.isTrue(rows.every(({ impressions, clicks }) => Number(impressions) >= Number(clicks)))
    }
    assert.isAbove(sum(read('emailDays'), 'orders'), 0)
    assert.isAtMost(sum(read('emailDays'), 'orders'), from('email').length)
    assert.equal(sum(read('emailCampaigns'), 'revenue'), sum(read('emailDays'), 'revenue'))
  })

  test('baskets add up to what was paid, and refunds never exceed it', ({ assert }) => {
    const paid = new Map(business.orders.map((order) => [order.key, order]))
    for (const order of read('shopOrders')) {
      const { amountMinor, currency } = paid.get(String(order.key))!
      const total = amountMinor * (currency === 'JPY' ? 1_000_000 : 10_000)
      assert.equal(order.total, total)
      assert.equal(sum(order.lines as SampleRow[], 'total'), total)
      assert.equal(Number(order.subtotal) + Number(order.tax), total)
      assert.isAtMost(Number(order.refunded), total)
    }
  })

  test('invoices are won deals, and payments are invoices that were paid', ({ assert }) => {
    const won = new Set(
      read('crmDeals')
        .filter(({ isWon }) => isWon)
        .map(({ companyKey }) => companyKey)
    )
    const invoices = read('invoices')

    assert.isTrue(invoices.every(({ companyKey }) => won.has(companyKey)))
    assert.equal(sum(read('invoicePayments'), 'amount'), sum(invoices, 'paid'))
    assert.isTrue(
      invoices.every(({ total, paid, balance }) => Number(paid) + Number(balance) === total)
    )
  })

  test('followers, views and members follow from the days before', ({ assert }) => {
    const days = read('socialDays').filter(({ network }) => network === 'instagram')
    days.slice(1).forEach((day, index) => {
      const change = Number(day.newFollowers) - Number(day.lostFollowers)
      assert.equal(day.followers, Number(days[index].followers) + change)
    })
    for (const { key, members } of read('emailLists')) {
      assert.equal(members, read('subscribers').filter(({ listKey }) => listKey === key).length)
    }
  })

  test('a name that is no series is answered with those that are', ({ assert }) => {
    assert.throws(() => read('unicorns'), /no series 'unicorns'\. Series: adAccounts, /)
  })

  test('the numbers of search ads and payments are those of the first version', ({ assert }) => {
    const hash = (value: unknown) =>
      createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

    assert.deepEqual(
      [
        hash(business.orders),
        ...business.adAccounts.map(({ id }) => hash(business.reportAds(id, NOW))),
      ],
      ['e2a4e63cbfc7a4a9', '3482969d7c1a44f6', 'c285a8f1066e60d6']
    )
  })
})

/** Without what may still change by itself: payments, refunds and states that come later. */
function unchanging({
  changedAt,
  settledAt,
  status,
  refunded,
  refunds,
  paid,
  balance,
  paidAt,
  ...row
}: SampleRow) {
  void [changedAt, settledAt, status, refunded, refunds, paid, balance, paidAt]
  return row
}
