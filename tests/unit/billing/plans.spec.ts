import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import fc from 'fast-check'
import plansConfig from '#config/plans'
import { affordable, divideRounded, extraCents, shareOf } from '#billing/money/money'
import { findCoupon, monthlyPrice, planNamed, plansOnOffer } from '#billing/plans/catalogue'
import { periodAt } from '#billing/plans/periods'
import { CURRENCIES, METERS } from '#billing/plans/plan'
import { uncharged } from '#billing/limits/flow_allowance'

const utc = (text: string) => DateTime.fromISO(text, { zone: 'utc' })

test.group('Plans', () => {
  test('are each described once per version, in every currency and for every meter', ({
    assert,
  }) => {
    const names = plansConfig.plans.map(({ plan, version }) => `${plan} ${version}`)
    assert.equal(new Set(names).size, names.length)
    for (const { included, monthly, packs } of plansConfig.plans) {
      assert.sameMembers(Object.keys(included), [...METERS])
      const prices = [monthly, ...Object.values(packs).map((pack) => pack.monthly)]
      const cents = prices.flatMap((price) => CURRENCIES.map((currency) => price?.[currency] ?? 0))
      assert.isTrue(cents.every((amount) => Number.isSafeInteger(amount) && amount >= 0))
    }
  })

  test('on offer are the newest versions, and the named ones exist', ({ assert }) => {
    const offered = plansOnOffer().map(({ plan }) => plan)
    assert.deepEqual(offered, ['free', 'team', 'business', 'agency', 'enterprise'])
    assert.equal(planNamed(plansConfig.trialPlan).name, 'Business')
    assert.throws(() => planNamed('gold'), /does not describe it/)
  })

  test('cost their price and that of their packs', ({ assert }) => {
    assert.equal(
      monthlyPrice(planNamed('team'), { seats: 3, records: 1 }, 'USD'),
      4_900 + 3_600 + 4_000
    )
    assert.isNull(monthlyPrice(planNamed('enterprise'), {}, 'EUR'))
  })

  test('take a coupon however it is typed', ({ assert }) => {
    assert.equal(findCoupon(' welcome20 ')?.percentOff, 20)
    assert.isUndefined(findCoupon('WELCOME'))
  })
})

test.group('Billing periods', () => {
  test("begin on the last day of months that lack the first one's day", ({ assert }) => {
    const anchor = utc('2026-01-31T10:30:00Z')
    const starts = ['2026-02-10', '2026-03-05', '2026-03-31T10:30', '2026-05-01'].map((day) =>
      periodAt(anchor, utc(day)).start.toISO()
    )
    assert.deepEqual(starts, [
      '2026-01-31T10:30:00.000Z',
      '2026-02-28T10:30:00.000Z',
      '2026-03-31T10:30:00.000Z',
      '2026-04-30T10:30:00.000Z',
    ])
  })

  test('follow each other without a gap, and contain the moment asked for', ({ assert }) => {
    const moments = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(moments, moments, (from, span) => {
        const anchor = DateTime.fromSeconds(from, { zone: 'utc' })
        const now = anchor.plus({ seconds: span })
        const period = periodAt(anchor, now)
        assert.isTrue(period.start <= now && now < period.end)
        assert.equal(periodAt(anchor, period.end).start.toMillis(), period.end.toMillis())
      })
    )
  })
})

test.group('Money', () => {
  test('is rounded to the nearest cent, halves away from zero', ({ assert }) => {
    const rounded = [1n, 3n, 5n, -1n, -3n, 4n].map((cents) => divideRounded(cents, 2n))
    assert.deepEqual(rounded, [1, 2, 3, -1, -2, 2])
  })

  test('of the two parts of a month adds up to the month within a cent', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 0, max: 2_678_400 }),
        (cents, part) => {
          const sum = shareOf(cents, part, 2_678_400) + shareOf(cents, 2_678_400 - part, 2_678_400)
          assert.isAtMost(Math.abs(sum - cents), 1)
        }
      )
    )
  })

  test('of extra usage is exact where a float is not', ({ assert }) => {
    assert.equal(extraCents(9_007_199_254_740_991, 1_000), 9_007_199_254_741)
    assert.equal(extraCents(1_500, 1_000), 2)
    assert.equal(affordable(2, 1_000), 2_000)
  })

  test('for extra usage never passes what it was meant to pay for', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 20_000_000 }),
        (cents, rate) => {
          assert.isAtMost(extraCents(affordable(cents, rate), rate), cents)
        }
      )
    )
  })

  test('is asked for once: what was charged does not use up a larger allowance', ({ assert }) => {
    assert.equal(uncharged(100, 150, 0), 50)
    assert.equal(uncharged(100, 150, 50), 0)
    assert.equal(uncharged(500, 150, 50), 0)
    assert.equal(uncharged(500, 560, 50), 10)
    assert.equal(uncharged(null, 1_000_000, 0), 0)
  })
})
