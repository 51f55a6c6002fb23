import type { SampleDay, UnixSeconds } from '#kit'
import { demandOn } from './calendar.js'
import { FIRST_NAMES, LAST_NAMES, STOREFRONTS, type Storefront } from './catalogue.js'
import { daysFrom, momentOf } from './days.js'
import { Random } from './random.js'

/** The list has been kept since then, so that a sample made next month tells the same past. */
const LIST_OPENED: SampleDay = '2025-01-01'
const SIGN_UPS: Record<string, number> = { 'europe': 5, 'united-states': 3.2, 'japan': 1.6 }
const LEAVES = 0.16
const DAY_SECONDS = 86_400

export interface Subscriber {
  [field: string]: unknown
  key: string
  listKey: string
  email: string
  firstName: string
  lastName: string
  country: string
  source: 'checkout' | 'footer form' | 'café tablet'
  status: 'subscribed' | 'unsubscribed'
  subscribedAt: UnixSeconds
  unsubscribedAt: UnixSeconds | null
  /** When anything about the person changed last. */
  changedAt: UnixSeconds
}

/** Everybody who ever joined one of the three lists, by the moment they did. */
export function subscribersUntil(to: SampleDay, now: Date, seed: string): Subscriber[] {
  const seconds = now.getTime() / 1000
  return daysFrom(LIST_OPENED, to)
    .flatMap((day) => STOREFRONTS.flatMap((storefront) => signUps(storefront, day, seed)))
    .filter(({ subscribedAt }) => subscribedAt <= seconds)
    .map((subscriber) => asOf(subscriber, seconds))
    .sort((one, other) => one.subscribedAt - other.subscribedAt || (one.key < other.key ? -1 : 1))
}

function signUps(storefront: Storefront, day: SampleDay, seed: string): Subscriber[] {
  const random = new Random(`${seed}/subscribers/${storefront.id}/${day}`)
  const count = random.poisson(SIGN_UPS[storefront.id] * demandOn(day))
  return Array.from({ length: count }, (_, number) => {
    const subscribedAt = momentOf(storefront.timeZone, day, random.next())
    const leaves = random.chance(LEAVES)
    const stayed = random.integer(4, 300) * DAY_SECONDS + random.integer(0, DAY_SECONDS)
    const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
    const key = `subscriber/${storefront.id}/${day}/${number}`
    return {
      key,
      listKey: `list/${storefront.id}`,
      email: `${mailbox(firstName)}.${mailbox(lastName)}.${random.integer(10, 9999)}@mail.example`,
      firstName,
      lastName,
      country: storefront.country,
      source: random.pick(['checkout', 'footer form', 'café tablet'] as const),
      status: 'subscribed' as const,
      subscribedAt,
      unsubscribedAt: leaves ? subscribedAt + stayed : null,
      changedAt: subscribedAt,
    }
  })
}

const mailbox = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** What the list says at the moment: nobody has left in the future. */
function asOf(subscriber: Subscriber, seconds: UnixSeconds): Subscriber {
  const { unsubscribedAt } = subscriber
  return unsubscribedAt !== null && unsubscribedAt <= seconds
    ? { ...subscriber, status: 'unsubscribed', changedAt: unsubscribedAt }
    : { ...subscriber, unsubscribedAt: null }
}
