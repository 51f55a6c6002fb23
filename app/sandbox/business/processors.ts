import type { SampleDay, SampleRow, UnixSeconds } from '#kit'
import { demandOn } from './calendar.js'
import { FIRST_NAMES, LAST_NAMES } from './catalogue.js'
import { daysFrom, momentOf } from './days.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

interface Processor {
  id: 'wallet' | 'checkout' | 'terminal' | 'mobile_money' | 'qr_wallet'
  timeZone: string
  country: string
  currencies: string[]
  /** Payments on a day of average demand, and what one is, in major units. */
  perDay: number
  amount: [number, number]
  methods: string[]
  /** Fee: a share and a fixed part in major units. */
  fee: [number, number]
  settledAfterDays: number
  what: string
}

/** Where Harbor Coffee is paid besides its web shop: each processor has a place of its own, so no payment is counted twice. */
const PROCESSORS: Processor[] = [
  { id: 'wallet', timeZone: 'Europe/Amsterdam', country: 'NL', currencies: ['EUR', 'USD', 'GBP'], perDay: 4, amount: [12, 90], methods: ['wallet'], fee: [0.029, 0.35], settledAfterDays: 0, what: 'Online marketplace' },
  { id: 'checkout', timeZone: 'Europe/Amsterdam', country: 'NL', currencies: ['EUR'], perDay: 5, amount: [20, 160], methods: ['ideal', 'bancontact', 'creditcard'], fee: [0.01, 0.29], settledAfterDays: 2, what: 'Workshop tickets' },
  { id: 'terminal', timeZone: 'Europe/Amsterdam', country: 'NL', currencies: ['EUR'], perDay: 26, amount: [3, 24], methods: ['maestro', 'visa', 'mc'], fee: [0.004, 0.1], settledAfterDays: 2, what: 'Café counter' },
  { id: 'mobile_money', timeZone: 'Africa/Nairobi', country: 'KE', currencies: ['KES'], perDay: 6, amount: [250, 2400], methods: ['paybill'], fee: [0.0055, 0], settledAfterDays: 1, what: 'Origin shop Nairobi' },
  { id: 'qr_wallet', timeZone: 'Asia/Shanghai', country: 'CN', currencies: ['CNY'], perDay: 3, amount: [80, 600], methods: ['qr_code'], fee: [0.006, 0], settledAfterDays: 1, what: 'Pop-up Shanghai' },
] // prettier-ignore

const CENT = 10_000
const DAY_SECONDS = 86_400
const FAILED = 0.05
const REFUNDED = 0.03

const cents = (major: number) => Math.round(major * 100) * CENT

export function processorPayments({ business, seed, now }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  return daysFrom(business.from, business.to)
    .flatMap((day) =>
      PROCESSORS.flatMap((processor) => paymentsOn(processor, day, { seed, seconds }))
    )
    .filter(({ at }) => Number(at) <= seconds)
    .sort(
      (one, other) =>
        Number(one.at) - Number(other.at) || (String(one.key) < String(other.key) ? -1 : 1)
    )
}

interface Moment {
  seed: string
  seconds: UnixSeconds
}

function paymentsOn(processor: Processor, day: SampleDay, moment: Moment): SampleRow[] {
  const random = new Random(`${moment.seed}/processor/${processor.id}/${day}`)
  const count = random.poisson(processor.perDay * demandOn(day))
  return Array.from({ length: count }, (_, number) =>
    payment(processor, { day, key: `${processor.id}/${day}/${number}` }, moment)
  )
}

function payment(
  processor: Processor,
  of: { day: SampleDay; key: string },
  { seed, seconds }: Moment
): SampleRow {
  const random = new Random(`${seed}/payment/${of.key}`)
  const at = momentOf(processor.timeZone, of.day, random.between(0.3, 0.9))
  const amount = cents(random.between(...processor.amount))
  const failed = random.chance(FAILED)
  const refunds = failed ? [] : refundsOf(random, { at, amount, key: of.key })
  const fee = failed ? 0 : cents((amount / 1_000_000) * processor.fee[0] + processor.fee[1])
  const settled = at + processor.settledAfterDays * DAY_SECONDS
  const known = refunds.filter((refund) => refund.at <= seconds)
  const refunded = known.reduce((sum, refund) => sum + refund.amount, 0)
  return {
    key: of.key,
    processor: processor.id,
    at,
    day: of.day,
    timeZone: processor.timeZone,
    currency: random.pick(processor.currencies),
    country: processor.country,
    amount,
    fee,
    net: failed ? 0 : amount - fee,
    refunded,
    status: statusOf({ failed, refunded, amount }),
    method: random.pick(processor.methods),
    ...personOf(random, of.key),
    description: processor.what,
    settledAt: failed || settled > seconds ? null : settled,
    changedAt: Math.max(at, ...known.map((refund) => refund.at)),
    refunds: known,
  }
}

function refundsOf(random: Random, paid: { at: UnixSeconds; amount: number; key: string }) {
  if (!random.chance(REFUNDED)) {
    return []
  }
  const at = paid.at + random.integer(1, 18) * DAY_SECONDS
  const amount = random.chance(0.5)
    ? paid.amount
    : Math.max(CENT, Math.floor(paid.amount / CENT / 2) * CENT)
  return [{ key: `${paid.key}/refund`, at, amount }]
}

function statusOf({
  failed,
  refunded,
  amount,
}: {
  failed: boolean
  refunded: number
  amount: number
}) {
  if (failed) {
    return 'failed'
  }
  return refunded === 0 ? 'paid' : refunded < amount ? 'partially_refunded' : 'refunded'
}

function personOf(random: Random, key: string) {
  const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
  const number = random.integer(10_000_000, 99_999_999)
  return {
    customerKey: `payer/${key}`,
    customerName: `${first} ${last}`,
    customerEmail: `payer${number}@mail.example`,
    customerPhone: `2547${number}`,
  }
}
