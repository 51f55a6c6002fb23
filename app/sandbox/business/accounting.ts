import type { SampleRow, UnixSeconds } from '#kit'
import { addDays, dayIn } from './days.js'
import { leads } from './crm.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const CENT = 10_000
const DAY_SECONDS = 86_400
const TAX_RATE = 0.21

export const LEDGER_ACCOUNTS = [
  { key: 'account/1100', code: '1100', name: 'Accounts receivable', kind: 'receivable' },
  { key: 'account/1600', code: '1600', name: 'Accounts payable', kind: 'payable' },
  { key: 'account/1000', code: '1000', name: 'Bank', kind: 'bank' },
  { key: 'account/8000', code: '8000', name: 'Wholesale revenue', kind: 'income' },
  { key: 'account/4000', code: '4000', name: 'Green coffee', kind: 'expense' },
  { key: 'account/4500', code: '4500', name: 'Rent', kind: 'expense' },
  { key: 'account/4600', code: '4600', name: 'Advertising', kind: 'expense' },
  { key: 'account/4700', code: '4700', name: 'Software', kind: 'expense' },
].map((account) => ({ ...account, currency: 'EUR' }))

export const cents = (micros: number) => Math.round(micros / CENT) * CENT

/** A deal that was won is invoiced in twelve monthly parts, the first on the day after. */
export function invoices(telling: Telling): SampleRow[] {
  const seconds = telling.now.getTime() / 1000
  return leads(telling)
    .filter(({ deal }) => deal.outcome === 'won')
    .flatMap(({ deal, contact, key }) => {
      const wonAt = deal.stages.at(-1)!.at
      return Array.from({ length: 12 }, (_, number) => {
        const at = wonAt + DAY_SECONDS + number * 30 * DAY_SECONDS
        return invoice({ name: `${key}/${number}`, at, deal, contact }, telling.seed, seconds)
      })
    })
    .filter(({ at }) => Number(at) <= seconds && String(dayOf(Number(at))) >= telling.business.from)
    .sort(
      (one, other) =>
        Number(one.at) - Number(other.at) || (String(one.key) < String(other.key) ? -1 : 1)
    )
}

export const dayOf = (at: UnixSeconds) => dayIn(ZONE, new Date(at * 1000))

interface Billed {
  name: string
  at: UnixSeconds
  deal: SampleRow
  contact: SampleRow
}

function invoice(
  { name, at, deal, contact }: Billed,
  seed: string,
  seconds: UnixSeconds
): SampleRow {
  const random = new Random(`${seed}/invoice/${name}`)
  const beans = random.integer(4, 30)
  const price = cents(Number(deal.amount) / 12 / beans)
  const subtotal = price * beans
  const tax = cents(subtotal * TAX_RATE)
  const paysAt = at + random.integer(5, 45) * DAY_SECONDS
  const paid = paysAt <= seconds && !random.chance(0.03)
  const day = dayOf(at)
  const dueDay = addDays(day, 30)
  return {
    key: `invoice/${name}`,
    number: `HC-${at - 1_700_000_000}`,
    companyKey: deal.companyKey,
    customerName: deal.companyName,
    customerEmail: contact.email,
    day,
    dueDay,
    at,
    ...amounts({ subtotal, tax, paid }),
    status: statusOf(paid, dueDay < dayOf(seconds)),
    paidAt: paid ? paysAt : null,
    changedAt: paid ? paysAt : at,
    lines: [
      {
        key: `invoice/${name}/1`,
        description: 'Beans by the kilo',
        quantity: beans,
        price,
        total: subtotal,
        accountCode: '8000',
      },
    ],
  }
}

export function amounts({ subtotal, tax, paid }: { subtotal: number; tax: number; paid: boolean }) {
  const total = subtotal + tax
  return {
    currency: 'EUR',
    timeZone: ZONE,
    subtotal,
    tax,
    total,
    paid: paid ? total : 0,
    balance: paid ? 0 : total,
  }
}

export const statusOf = (paid: boolean, isLate: boolean) =>
  paid ? 'paid' : isLate ? 'overdue' : 'open'

export const invoicePayments = ({ read }: Telling): SampleRow[] =>
  read('invoices')
    .filter(({ paidAt }) => paidAt !== null)
    .map((each) => ({
      key: `${each.key}/payment`,
      invoiceKey: each.key,
      invoiceNumber: each.number,
      companyKey: each.companyKey,
      customerName: each.customerName,
      at: each.paidAt,
      day: dayOf(Number(each.paidAt)),
      currency: 'EUR',
      timeZone: ZONE,
      amount: each.total,
    }))
