import type { SampleRow } from '#kit'
import { LEDGER_ACCOUNTS, amounts, cents, dayOf, statusOf } from './accounting.js'
import { addDays, startOfDay } from './days.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
const DAY_SECONDS = 86_400
const TAX_RATE = 0.21

const SUPPLIERS = [
  { name: 'Café Imports NL', account: '4000', amount: 5200, dayOfMonth: 4 },
  { name: 'Entrepotdok Vastgoed', account: '4500', amount: 3400, dayOfMonth: 1 },
  { name: 'Shop software', account: '4700', amount: 290, dayOfMonth: 12 },
]

/** What suppliers bill each month, and the ad platforms for the month before. */
export function bills({ business, seed, now, read }: Telling): SampleRow[] {
  const seconds = now.getTime() / 1000
  return monthsOf(business.from, dayOf(seconds)).flatMap((month) => {
    const supplied = SUPPLIERS.map(({ name, account, amount, dayOfMonth }) => {
      const random = new Random(`${seed}/bill/${name}/${month}`)
      const day = `${month}-${String(dayOfMonth).padStart(2, '0')}`
      return { name, account, day, subtotal: Math.round(amount * random.noise(0.06)) * 1_000_000 }
    })
    const spent = cents(adSpend(month, { business, now, read }))
    const ads = { name: 'Ad platforms', account: '4600', day: `${month}-03`, subtotal: spent }
    return [...supplied, ...(spent > 0 ? [ads] : [])]
      .map((bill) => describeBill(bill, seconds))
      .filter(({ at }) => Number(at) <= seconds)
  })
}

/** In euros, of the month before. */
function adSpend(
  month: string,
  { business, now, read }: Pick<Telling, 'business' | 'now' | 'read'>
) {
  const before = addDays(`${month}-01`, -1).slice(0, 7)
  const searched = business.adAccounts
    .filter(({ currency }) => currency === 'EUR')
    .flatMap(({ id }) => business.reportAds(id, now))
    .filter(({ day }) => day.startsWith(before))
    .reduce((sum, { costMicros }) => sum + costMicros, 0)
  const others = read('adDays')
    .filter(({ day, currency }) => currency === 'EUR' && String(day).startsWith(before))
    .reduce((sum, { spend }) => sum + Number(spend), 0)
  return searched + others
}

function monthsOf(from: string, to: string): string[] {
  const months: string[] = []
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = `${addDays(day, 31).slice(0, 7)}-01`) {
    months.push(day.slice(0, 7))
  }
  return months
}

function describeBill(
  bill: { name: string; account: string; day: string; subtotal: number },
  seconds: number
): SampleRow {
  const account = LEDGER_ACCOUNTS.find(({ code }) => code === bill.account)!
  const at = startOfDay(ZONE, bill.day) + 36_000
  const paysAt = at + 21 * DAY_SECONDS
  const paid = paysAt <= seconds
  const tax = cents(bill.subtotal * TAX_RATE)
  return {
    key: `bill/${bill.name}/${bill.day}`,
    number: `B-${bill.day.replaceAll('-', '')}-${bill.account}`,
    supplierName: bill.name,
    day: bill.day,
    dueDay: addDays(bill.day, 30),
    at,
    changedAt: paid ? paysAt : at,
    ...amounts({ subtotal: bill.subtotal, tax, paid }),
    status: statusOf(paid, false),
    accountKey: account.key,
    accountCode: account.code,
    accountName: account.name,
  }
}

/** Income and expenses by day and account, as they were invoiced, without tax. */
export function ledgerDays({ read }: Telling): SampleRow[] {
  const income = LEDGER_ACCOUNTS.find(({ code }) => code === '8000')!
  const booked = [
    ...read('invoices').map((each) => ({ ...each, account: income })),
    ...read('bills').map((each) => ({
      ...each,
      account: LEDGER_ACCOUNTS.find(({ code }) => code === each.accountCode)!,
    })),
  ] as (SampleRow & { account: (typeof LEDGER_ACCOUNTS)[number] })[]
  return [...Map.groupBy(booked, ({ day, account }) => `${day} ${account.code}`).values()]
    .map((rows) => ({
      day: rows[0].day,
      timeZone: ZONE,
      accountKey: rows[0].account.key,
      accountCode: rows[0].account.code,
      accountName: rows[0].account.name,
      kind: rows[0].account.kind,
      currency: 'EUR',
      amount: rows.reduce((sum, { subtotal }) => sum + Number(subtotal), 0),
    }))
    .sort((one, other) =>
      `${one.day} ${one.accountCode}` < `${other.day} ${other.accountCode}` ? -1 : 1
    )
}
