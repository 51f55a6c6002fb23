import type { SampleRow } from '#kit'
import { addDays, dayIn } from './days.js'
import { Random } from './random.js'
import type { Series, Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const CATEGORIES = [
  { category: 'order_confirmation', lagDays: 0, opened: 0.78, clicked: 0.2 },
  { category: 'shipping', lagDays: 1, opened: 0.7, clicked: 0.45 },
]

/** Two mails for every order of the shop: a confirmation at once, and one when the parcel leaves. */
function transactionalDays(telling: Telling): SampleRow[] {
  const today = dayIn(ZONE, telling.now)
  return CATEGORIES.flatMap((kind) => {
    const days = Map.groupBy(telling.read('shopOrders'), ({ at }) =>
      addDays(dayIn(ZONE, new Date(Number(at) * 1000)), kind.lagDays)
    )
    return [...days]
      .filter(([day]) => day <= today)
      .map(([day, orders]) =>
        mailed(`${telling.seed}/mails/${kind.category}/${day}`, { day, kind, count: orders.length })
      )
  }).sort((one, other) => (String(one.day) < String(other.day) ? -1 : 1))
}

function mailed(
  name: string,
  { day, kind, count }: { day: string; kind: (typeof CATEGORIES)[number]; count: number }
): SampleRow {
  const random = new Random(name)
  const bounces = random.chance(count * 0.006) ? 1 : 0
  const delivered = count - bounces
  const uniqueOpens = Math.round(delivered * kind.opened)
  const uniqueClicks = Math.round(uniqueOpens * kind.clicked)
  return {
    day,
    timeZone: ZONE,
    category: kind.category,
    requests: count,
    processed: count,
    delivered,
    opens: Math.round(uniqueOpens * 1.6),
    uniqueOpens,
    clicks: Math.round(uniqueClicks * 1.2),
    uniqueClicks,
    bounces,
    blocks: 0,
    deferred: random.chance(0.2) ? 1 : 0,
    spamReports: 0,
    unsubscribes: 0,
  }
}

/** Addresses that mails came back from: members of the lists whose mailbox is gone. */
function bouncedAddresses({ read, seed }: Telling): SampleRow[] {
  return read('subscribers')
    .filter(({ key }) => new Random(`${seed}/bounced/${key}`).chance(0.012))
    .map(({ key, email, subscribedAt }) => ({
      key: `bounce/${key}`,
      email,
      at: Number(subscribedAt) + 7200,
      status: '5.1.1',
      reason: '550 5.1.1 The email account that you tried to reach does not exist.',
    }))
}

export const TRANSACTIONAL_SERIES: Record<string, Series> = {
  transactionalDays: {
    about: 'Mails that orders cause, by day and category',
    fields: {
      day: 'day',
      timeZone: 'zone',
      category: '`order_confirmation`, `shipping`',
      requests: 'count',
      processed: 'count',
      delivered: 'count',
      opens: 'count',
      uniqueOpens: 'recipients',
      clicks: 'count',
      uniqueClicks: 'recipients',
      bounces: 'count',
      blocks: 'count',
      deferred: 'count',
      spamReports: 'count',
      unsubscribes: 'count',
    },
    rows: transactionalDays,
  },
  bouncedAddresses: {
    about: 'Addresses that mails came back from',
    fields: { key: 'id', email: 'address', at: 'moment', status: 'text', reason: 'text' },
    rows: bouncedAddresses,
  },
}
