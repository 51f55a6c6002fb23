import type { SampleRow, UnixSeconds } from '#kit'
import { addDays, dayIn, daysBetween, startOfDay } from './days.js'
import { processorPayments } from './processors.js'
import type { Series, Telling } from './telling.js'

const processorRefunds = ({ read }: Telling): SampleRow[] =>
  read('processorPayments').flatMap((each) =>
    (each.refunds as { key: string; at: number; amount: number }[]).map((refund) => ({
      ...refund,
      processor: each.processor,
      paymentKey: each.key,
      day: dayIn(String(each.timeZone), new Date(refund.at * 1000)),
      timeZone: each.timeZone,
      currency: each.currency,
      method: each.method,
    }))
  )

/** What the processor books: payments when they settle and refunds, one batch a day. */
function processorMovements({ read, now }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  const paid = read('processorPayments')
    .filter(({ settledAt }) => settledAt !== null)
    .map((each) =>
      movement(each, {
        kind: 'payment',
        key: `${each.key}/settled`,
        bookedAt: Number(each.settledAt),
        gross: Number(each.amount),
        fee: Number(each.fee),
        paymentKey: each.key,
      })
    )
  const refunded = read('processorRefunds').map((each) =>
    movement(each, {
      kind: 'refund',
      key: `${each.key}/booked`,
      bookedAt: Number(each.at),
      gross: -Number(each.amount),
      fee: 0,
      paymentKey: each.paymentKey,
    })
  )
  return [...paid, ...refunded]
    .filter(({ bookedAt }) => bookedAt <= seconds)
    .sort((one, other) => one.bookedAt - other.bookedAt || (one.key < other.key ? -1 : 1))
}

function movement(
  { processor, at, day, timeZone, currency, method }: SampleRow,
  booked: {
    kind: string
    key: string
    bookedAt: UnixSeconds
    gross: number
    fee: number
    paymentKey: unknown
  }
) {
  const bookedDay = dayIn(String(timeZone), new Date(booked.bookedAt * 1000))
  return {
    ...booked,
    processor,
    at,
    day,
    bookedDay,
    timeZone,
    currency,
    net: booked.gross - booked.fee,
    method,
    batch: `${processor}/${bookedDay}`,
    payoutDay: addDays(bookedDay, 1),
  }
}

const money = (amount: number) => (amount > 0 ? amount : null)
const sides = (gross: number, net: number) => ({
  grossDebit: money(-gross),
  grossCredit: money(gross),
  netDebit: money(-net),
  netCredit: money(net),
})

/** The lines of a batch that was paid out: what was booked, and the payout of each currency. */
function processorSettlements({ read, now }: Telling): SampleRow[] {
  const numbered = (line: SampleRow): SampleRow => ({
    ...line,
    batchNumber: daysBetween(FIRST_BATCH, String(line.bookedDay)),
  })
  const isClosed = ({ payoutDay, timeZone }: SampleRow) =>
    String(payoutDay) < dayIn(String(timeZone), now)
  const booked = read('processorMovements').filter(isClosed).map(numbered)
  const payouts = Map.groupBy(booked, ({ batch, currency }) => `${batch}/${currency}`)
  const paid = [...payouts].map(([key, lines]) => {
    const net = lines.reduce((sum, line) => sum + Number(line.net), 0)
    const bookedAt = startOfDay(String(lines[0].timeZone), String(lines[0].payoutDay))
    const payout = { ...lines[0], kind: 'payout', key: `${key}/payout`, method: '', paymentKey: '' }
    return {
      ...payout,
      day: lines[0].payoutDay,
      at: bookedAt,
      bookedAt,
      gross: 0,
      net: -net,
      fee: 0,
      ...sides(0, -net),
    }
  })
  return [
    ...booked.map((line) => ({ ...line, ...sides(Number(line.gross), Number(line.net)) })),
    ...paid,
  ]
}

const FIRST_BATCH = '2020-01-01'

/** Batches that were paid out, when their report was there. */
function processorBatches({ read }: Telling): SampleRow[] {
  const payouts = read('processorSettlements').filter(({ kind }) => kind === 'payout')
  return payouts.map(({ key, batch, batchNumber, processor, bookedAt, timeZone, payoutDay }) => ({
    ...{ key, batch, batchNumber, processor, timeZone },
    at: Number(bookedAt) + REPORT_SECONDS,
    day: payoutDay,
  }))
}

/** Reports of a batch are made at four in the morning. */
const REPORT_SECONDS = 4 * 3600

const PAYMENT = {
  key: 'id',
  processor: '`wallet`, `checkout`, `terminal`, `mobile_money`, `qr_wallet`',
  at: 'moment',
  day: 'day in the processor’s zone',
  timeZone: 'zone',
  currency: 'code',
}

export const PROCESSOR_SERIES: Record<string, Series> = {
  processorPayments: {
    about: 'Payments outside the web shop; none of them is in `shopOrders`',
    fields: {
      ...PAYMENT, country: 'code', amount: 'money', fee: 'money', net: 'money', refunded: 'money so far', status: '`paid`, `failed`, `partially_refunded`, `refunded`', method: 'text', customerKey: 'id', customerName: 'text',
      customerEmail: 'address', customerPhone: 'text', description: 'text', settledAt: 'moment or null', changedAt: 'moment', refunds: 'list: key at amount',
    }, // prettier-ignore
    rows: processorPayments,
  },
  processorRefunds: {
    about: 'Refunds of those payments',
    fields: { ...PAYMENT, paymentKey: 'id', amount: 'money', method: 'text' },
    rows: processorRefunds,
  },
  processorMovements: {
    about: 'What the processor booked: settled payments and refunds',
    fields: {
      ...PAYMENT,
      kind: '`payment`, `refund`',
      bookedAt: 'moment',
      bookedDay: 'day',
      gross: 'money, negative for refunds',
      fee: 'money',
      net: 'money',
      paymentKey: 'id',
      method: 'text',
      batch: 'id of the day’s batch',
      payoutDay: 'day',
    },
    rows: processorMovements,
  },
  processorSettlements: {
    about: 'The lines of batches that were paid out, with one line for each payout',
    fields: {
      ...PAYMENT, kind: '`payment`, `refund`, `payout`', bookedAt: 'moment', bookedDay: 'day', gross: 'money', fee: 'money', net: 'money', grossDebit: 'money or null', grossCredit: 'money or null', netDebit: 'money or null',
      netCredit: 'money or null', paymentKey: 'id', method: 'text', batch: 'id of the batch', batchNumber: 'count', payoutDay: 'day',
    }, // prettier-ignore
    rows: processorSettlements,
  },
  processorBatches: {
    about: 'Batches that were paid out, when their report was there',
    fields: {
      key: 'id',
      processor: PAYMENT.processor,
      at: 'moment',
      day: 'day',
      timeZone: 'zone',
      batch: 'id',
      batchNumber: 'count',
    },
    rows: processorBatches,
  },
}
