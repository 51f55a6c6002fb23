import fc from 'fast-check'
import { test } from '@japa/runner'
import { exchangeRates, generateBusiness } from '#sandbox'
import { isInSeason } from '#sandbox/business/calendar'

const NOW = new Date('2026-11-20T09:00:00Z')
const DAY_MS = 86_400_000
const seeds = fc.string({ minLength: 1, maxLength: 12 })
/** Three months instead of fourteen: the rules are the same and the test is quick. */
const small = (seed: string, now = NOW) => generateBusiness({ now, seed, months: 3 })

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

test.group('Sample business', () => {
  test('the same seed and moment always tell the same story', ({ assert }) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [one, other] = [small(seed), small(seed)]
        assert.deepEqual(one.orders, other.orders)
        assert.deepEqual(
          one.reportAds(one.adAccounts[0].id, NOW),
          other.reportAds(one.adAccounts[0].id, NOW)
        )
      }),
      { numRuns: 3 }
    )
  })

  test('tomorrow tells the same past', ({ assert }) => {
    const later = new Date('2026-12-03T05:30:00Z')
    const [today, afterwards] = [small('past', NOW), small('past', later)]
    const nowSeconds = NOW.getTime() / 1000
    const start = Date.parse(`${afterwards.from}T12:00:00Z`) / 1000
    const seen = (orders: typeof today.orders) =>
      orders.filter(({ at }) => at >= start && at <= nowSeconds)

    assert.isNotEmpty(seen(today.orders))
    assert.deepEqual(seen(today.orders), seen(afterwards.orders))
  })

  test('every reported conversion is an order, with the same value', ({ assert }) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const business = small(seed)
        for (const account of business.adAccounts) {
          const rows = business.reportAds(account.id, NOW)
          const orders = business.orders.filter(
            ({ attribution, at }) =>
              attribution?.accountId === account.id &&
              attribution.clickDay >= business.from &&
              at <= NOW.getTime() / 1000
          )
          assert.equal(sum(rows.map(({ conversions }) => conversions)), orders.length)
          assert.equal(
            sum(rows.map(({ conversionValueMicros }) => conversionValueMicros)),
            sum(orders.map(({ amountMinor }) => amountMinor * 10_000))
          )
        }
      }),
      { numRuns: 5 }
    )
  })

  test('recent days only grow, and days older than two weeks never change', ({ assert }) => {
    const business = small('restated')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * 24 }), (hours) => {
        const earlier = new Date(NOW.getTime() - hours * 3_600_000)
        const settled = new Date(earlier.getTime() - 15 * DAY_MS).toISOString().slice(0, 10)
        for (const { id } of business.adAccounts) {
          const after = new Map(
            business.reportAds(id, NOW).map((row) => [`${row.day} ${row.adId}`, row])
          )
          const reported = business.reportAds(id, earlier)
          assert.isNotEmpty(reported)
          for (const before of reported) {
            const now = after.get(`${before.day} ${before.adId}`)!
            assert.isAtLeast(now.conversions, before.conversions)
            assert.isAtLeast(now.clicks, before.clicks)
            assert.isAtLeast(now.costMicros, before.costMicros)
            if (before.day < settled) {
              assert.deepEqual(now, before)
            }
          }
        }
      }),
      { numRuns: 8 }
    )
  })

  test('clicks never exceed impressions, and money is spent on clicks only', ({ assert }) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const business = small(seed)
        const rows = business.adAccounts.flatMap(({ id }) => business.reportAds(id, NOW))
        assert.isNotEmpty(rows)
        for (const row of rows) {
          assert.isAtLeast(row.impressions, row.clicks)
          assert.isAtLeast(row.clicks, row.conversions)
          assert.equal(row.costMicros > 0, row.clicks > 0)
          assert.equal(row.costMicros % 10_000, 0)
        }
      }),
      { numRuns: 5 }
    )
  })

  test('a refund comes after its payment and never exceeds it', ({ assert }) => {
    const refunds = small('refunds').orders.flatMap((order) =>
      order.refunds.map((refund) => ({ order, refund }))
    )

    assert.isNotEmpty(refunds)
    for (const { order, refund } of refunds) {
      assert.isAbove(refund.at, order.at)
      assert.isAtMost(refund.amountMinor, order.amountMinor)
      assert.isTrue(Number.isInteger(refund.amountMinor) && refund.amountMinor > 0)
    }
  })

  test('fourteen months hold three currencies, two account zones and a few thousand orders each', ({
    assert,
  }) => {
    const business = generateBusiness({ now: NOW })
    const currencies = new Set(business.orders.map(({ currency }) => currency))

    assert.equal(business.from, '2025-09-01')
    assert.equal(business.to, '2026-11-20')
    assert.deepEqual([...currencies].sort(), ['EUR', 'JPY', 'USD'])
    assert.deepEqual(
      business.adAccounts.map(({ currency, timeZone }) => [currency, timeZone]),
      [
        ['EUR', 'Europe/Amsterdam'],
        ['USD', 'America/New_York'],
      ]
    )
    assert.isAbove(business.orders.length, 10_000)
    assert.isBelow(business.orders.length, 20_000)
  })

  test('seasonal campaigns spend in their season only', ({ assert }) => {
    const business = generateBusiness({ now: NOW })
    const [europe] = business.adAccounts
    const summer = europe.campaigns.find(({ name }) => name === 'Cold brew summer')!
    const days = business
      .reportAds(europe.id, NOW)
      .filter(({ campaignId }) => campaignId === summer.id)
      .map(({ day }) => day)

    assert.isNotEmpty(days)
    assert.isTrue(days.every((day) => isInSeason('coldBrew', day)))
  })

  test('exchange rates exist on working days only and stay near their anchor', ({ assert }) => {
    const rates = exchangeRates('2026-01-01', '2026-11-20')

    assert.isTrue(rates.every(({ day }) => ![0, 6].includes(new Date(day).getUTCDay())))
    const dollars = rates.filter(({ quote }) => quote === 'USD').map(({ rate }) => rate)
    assert.isNotEmpty(dollars)
    assert.isTrue(dollars.every((rate) => rate > 1 && rate < 1.3))
    assert.equal(rates[0].day, '2025-12-29')
  })
})
