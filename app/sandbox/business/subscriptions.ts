import type { SampleDay, SampleOrder, SampleSubscription } from '#kit'
import { STOREFRONTS, type Storefront } from './catalogue.js'
import { momentOf } from './days.js'
import { regret } from './orders.js'
import { Random } from './random.js'

/** Nobody stays longer than this, so that a sample needs to look back no further. */
const LONGEST_MONTHS = 12
const MONTHLY_CHURN = 0.11

/** The coffee club: monthly cohorts, each member charged on the same day of each month. */
export function runCoffeeClub(from: SampleDay, to: SampleDay, seed: string) {
  const subscriptions: SampleSubscription[] = []
  const orders: SampleOrder[] = []
  for (const month of monthsBetween(addMonths(from.slice(0, 7), -LONGEST_MONTHS), to.slice(0, 7))) {
    for (const storefront of STOREFRONTS) {
      const random = new Random(`${seed}/club/${storefront.id}/${month}`)
      const count = random.poisson(storefront.newMembers)
      for (let number = 0; number < count; number++) {
        const member = join({
          storefront,
          month,
          key: `club/${storefront.id}/${month}/${number}`,
          seed,
        })
        subscriptions.push(member.subscription)
        orders.push(...member.orders)
      }
    }
  }
  return { subscriptions, orders }
}

interface Joining {
  storefront: Storefront
  month: string
  key: string
  seed: string
}

function join({ storefront, month, key, seed }: Joining) {
  const random = new Random(`${seed}/${key}`)
  const anchor = { day: random.integer(1, 28), share: random.next() }
  const months = stay(random)
  const at = (count: number) => {
    const day = `${addMonths(month, count)}-${String(anchor.day).padStart(2, '0')}`
    return momentOf(storefront.timeZone, day, anchor.share)
  }
  const orders = Array.from({ length: months }, (_, count) =>
    chargeMember(storefront, { key, at: at(count), count }, seed)
  )
  const subscription: SampleSubscription = {
    key,
    customerKey: `member/${key}`,
    currency: storefront.currency,
    amountMinor: storefront.clubPriceMinor,
    startedAt: at(0),
    endedAt: at(months),
    orderKeys: orders.map((order) => order.key),
  }
  return { subscription, orders }
}

/** Months until the member leaves. */
function stay(random: Random): number {
  let months = 1
  while (months < LONGEST_MONTHS && !random.chance(MONTHLY_CHURN)) {
    months++
  }
  return months
}

function chargeMember(
  storefront: Storefront,
  charge: { key: string; at: number; count: number },
  seed: string
): SampleOrder {
  const key = `${charge.key}/${charge.count}`
  const amountMinor = storefront.clubPriceMinor
  const paid = { key, at: charge.at, amountMinor, currency: storefront.currency }
  return {
    ...paid,
    storefront: storefront.id,
    customerKey: `member/${charge.key}`,
    description: charge.count === 0 ? 'Subscription creation' : 'Subscription update',
    subscriptionKey: charge.key,
    ...regret(new Random(`${seed}/order/${key}`), paid),
  }
}

function addMonths(month: string, count: number): string {
  const position = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${Math.floor(position / 12)}-${String((position % 12) + 1).padStart(2, '0')}`
}

function monthsBetween(from: string, to: string): string[] {
  const months = [from]
  while (months.at(-1)! < to) {
    months.push(addMonths(months.at(-1)!, 1))
  }
  return months
}
