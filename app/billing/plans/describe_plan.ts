import { METER_WORDS } from '#billing/limits/plan_limit'
import { CURRENCIES, METERS, type Terms } from '#billing/plans/plan'

const count = new Intl.NumberFormat('en-US')

/** A plan in words, for the command line and mails. */
export function describePlan(terms: Terms) {
  const included = METERS.map((meter) => {
    const amount = terms.included[meter]
    const { many } = METER_WORDS[meter]
    return amount === null ? `unlimited ${many}` : `${count.format(amount)} ${many}`
  })
  return { name: terms.name, version: terms.version, price: priceOf(terms), included }
}

function priceOf({ monthly }: Terms): string {
  if (!monthly) {
    return 'by agreement'
  }
  return CURRENCIES.map((currency) => moneyText(monthly[currency], currency)).join(' / ')
}

/** Cents as money, for sentences. */
export function moneyText(cents: number, currency: string): string {
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return money.format(cents / 100)
}
