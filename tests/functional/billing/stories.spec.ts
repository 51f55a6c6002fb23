import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import plansConfig from '#config/plans'
import {
  BEGIN,
  givenLedgerStory,
  givenPaymentProvider,
  givenProviderStory,
  type BillingStory,
} from '#tests/support/billing_story'

type Currency = 'USD' | 'EUR'
type Packs = Record<string, number>

/** The same sums a third time, as fractions, from the published prices and nothing of the application. */
const PRICES: Record<Currency, Record<string, number>> = {
  USD: { team: 49, business: 199, agency: 499, seats: 12, sources: 25, records: 40, clients: 29 },
  EUR: { team: 45, business: 185, agency: 465, seats: 11, sources: 23, records: 36, clients: 27 },
}

const cents = (currency: Currency, plan: string, packs: Packs = {}) =>
  Object.entries({ [plan]: 1, ...packs }).reduce(
    (sum, [name, count]) => sum + PRICES[currency][name] * 100 * count,
    0
  )

/** Nearest cent of `amount × seconds left / seconds of the month`, by trying which whole cent is nearest. */
function share(amount: number, from: DateTime, [start, end]: [DateTime, DateTime]) {
  const [left, whole] = [end.diff(from).as('seconds'), end.diff(start).as('seconds')]
  const target = amount * left
  const below = Math.floor(target / whole)
  return target - below * whole >= (below + 1) * whole - target ? below + 1 : below
}

const MARCH: [DateTime, DateTime] = [BEGIN, BEGIN.plus({ months: 1 })]

/** What is left of each item that goes and of each that comes, rounded one by one. */
function prorated(currency: Currency, day: number, [gone, come]: [Packs, Packs]) {
  const at = BEGIN.plus({ days: day })
  const part = (items: Packs) =>
    Object.entries(items).reduce(
      (sum, [name, count]) => sum + share(PRICES[currency][name] * 100 * count, at, MARCH),
      0
    )
  return part(come) - part(gone)
}

interface Story {
  title: string
  currency?: Currency
  trial?: boolean
  tell: (story: BillingStory) => Promise<void>
  /** Totals of the invoices, in order, in cents. */
  totals: number[]
}

const stories: Story[] = []

for (const currency of ['USD', 'EUR'] as const) {
  for (const [from, to] of [
    ['team', 'business'],
    ['team', 'agency'],
    ['business', 'agency'],
  ]) {
    for (const day of [0, 1, 10, 19, 30]) {
      stories.push({
        title: `${from} becomes ${to} on day ${day}, in ${currency}`,
        currency,
        async tell(story) {
          await story.choose(from)
          await story.wait({ days: day })
          await story.choose(to)
        },
        totals: [cents(currency, from), prorated(currency, day, [{ [from]: 1 }, { [to]: 1 }])],
      })
    }
  }
  for (const [before, after, day] of [
    [0, 3, 7],
    [2, 5, 12],
    [1, 40, 29],
  ]) {
    stories.push({
      title: `${before} seats become ${after} on day ${day}, in ${currency}`,
      currency,
      async tell(story) {
        await story.choose('team', { seats: before })
        await story.wait({ days: day })
        await story.choose('team', { seats: after })
      },
      totals: [
        cents(currency, 'team', { seats: before }),
        prorated(currency, day, [{ seats: before }, { seats: after }]),
      ],
    })
  }
  for (const percent of [20, 50]) {
    const code = percent === 20 ? 'WELCOME20' : 'NONPROFIT50'
    const off = (amount: number) => amount - Math.round((amount * percent) / 100)
    stories.push({
      title: `${code} for five months, in ${currency}`,
      currency,
      async tell(story) {
        await story.coupon(code)
        await story.choose('business', { seats: 1 })
        await story.wait({ months: 4, hours: 2 })
      },
      totals: [1, 2, 3, 4, 5].map((month) => {
        const lines = [cents(currency, 'business'), cents(currency, 'seats')]
        const isGood = percent === 50 || month <= 3
        return lines.map((line) => (isGood ? off(line) : line)).reduce((sum, line) => sum + line, 0)
      }),
    })
  }
  for (const [extra, meter, perMillion] of [
    [1_234_567, 'records', currency === 'USD' ? 1_000 : 900],
    [1, 'reports', currency === 'USD' ? 10_000_000 : 9_000_000],
    [77_777, 'api_calls', currency === 'USD' ? 20_000 : 18_000],
  ] as const) {
    const included = plansConfig.plans[1].included[meter]!
    stories.push({
      title: `${extra} extra ${meter} under a cap, in ${currency}`,
      currency,
      async tell(story) {
        await story.choose('team')
        await story.change({ capCents: 10_000 })
        await story.wait({ days: 3 })
        await story.use(meter, included - 5)
        await story.wait({ days: 5 })
        await story.use(meter, extra + 5)
        await story.wait({ months: 1 })
      },
      totals: [
        cents(currency, 'team'),
        cents(currency, 'team') + Math.round((extra * perMillion) / 1_000_000),
      ],
    })
  }
}

stories.push(
  {
    title: 'extra usage is charged up to the cap, however much was used',
    async tell(story) {
      await story.choose('team')
      await story.change({ capCents: 500 })
      await story.use('records', 9_000_000)
      await story.wait({ months: 1, hours: 2 })
    },
    totals: [4_900, 5_400],
  },
  {
    title: 'nothing extra is charged where nobody set a cap',
    async tell(story) {
      await story.choose('team')
      await story.use('records', 9_000_000)
      await story.wait({ months: 1, hours: 2 })
    },
    totals: [4_900, 4_900],
  },
  {
    title: 'a smaller plan begins with the next month',
    async tell(story) {
      await story.choose('business')
      await story.wait({ days: 4 })
      await story.choose('team')
      await story.wait({ months: 1 })
    },
    totals: [19_900, 4_900],
  },
  {
    title: 'fewer seats begin with the next month',
    async tell(story) {
      await story.choose('team', { seats: 4 })
      await story.wait({ days: 4 })
      await story.choose('team', { seats: 1 })
      await story.wait({ months: 1 })
    },
    totals: [9_700, 6_100],
  },
  {
    title: 'a smaller plan that was chosen is taken back by a larger one',
    async tell(story) {
      await story.choose('business')
      await story.choose('team')
      await story.wait({ days: 10 })
      await story.choose('agency')
      await story.wait({ months: 1 })
    },
    totals: [19_900, prorated('USD', 10, [{ business: 1 }, { agency: 1 }]), 49_900],
  },
  {
    title: 'a plan that is chosen in the trial costs nothing until the trial ends',
    trial: true,
    async tell(story) {
      await story.choose('team')
      await story.wait({ days: 13 })
      await story.wait({ days: 2 })
    },
    totals: [4_900],
  },
  {
    title: 'what is cancelled ends with its month, and is Free then',
    async tell(story) {
      await story.choose('team')
      await story.rest('cancellation')
      await story.wait({ months: 2 })
    },
    totals: [4_900],
  },
  {
    title: 'who comes back before the end is charged as if nothing had been',
    async tell(story) {
      await story.choose('team')
      await story.rest('cancellation')
      await story.wait({ days: 9 })
      await story.rest('continuation')
      await story.wait({ months: 1 })
    },
    totals: [4_900, 4_900],
  },
  {
    title: 'a pause within the month costs nothing and gives nothing back',
    async tell(story) {
      await story.choose('team')
      await story.wait({ days: 5 })
      await story.rest('pause')
      await story.wait({ days: 5 })
      await story.rest('resumption')
      await story.wait({ days: 10 })
    },
    totals: [4_900],
  },
  {
    title: 'who resumes after the month was over begins a new one',
    async tell(story) {
      await story.choose('team')
      await story.wait({ days: 5 })
      await story.rest('pause')
      await story.wait({ days: 50 })
      await story.rest('resumption')
      await story.wait({ days: 20 })
    },
    totals: [4_900, 4_900],
  },
  {
    title: 'an agency with twelve clients pays for two beyond the ten',
    async tell(story) {
      await story.choose('agency', { clients: 2 })
      await story.wait({ months: 1, hours: 2 })
    },
    totals: [55_700, 55_700],
  },
  {
    title: 'a month that begins on the 31st ends on the last day of the next one',
    async tell(story) {
      story.now = BEGIN.set({ day: 31 })
      await story.choose('team')
      await story.wait({ months: 2, hours: 2 })
    },
    totals: [4_900, 4_900, 4_900],
  }
)

test.group('Billing stories', (group) => {
  let provider: Awaited<ReturnType<typeof givenPaymentProvider>>

  group.each.setup(async () => {
    provider = await givenPaymentProvider()
    return () => provider.stop()
  })

  test('{title}: ledger, provider and a sum of its own agree')
    .with(stories)
    .run(async ({ assert }, { currency, trial, tell, totals }) => {
      const ours = await givenLedgerStory({ currency, trial })
      const theirs = await givenProviderStory(provider.emulator, { currency, trial })

      await tell(ours)
      await tell(theirs)

      const expected = totals.filter((total) => total !== 0)
      assert.deepEqual(await ours.totals(), expected, 'ledger')
      assert.deepEqual(await theirs.totals(), expected, 'provider')
    })
    .timeout(60_000)

  test('are at least fifty', ({ assert }) => {
    assert.isAtLeast(stories.length, 50)
  })
})
