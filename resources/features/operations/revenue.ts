import { formatNumber } from '~/ui/number_format'

export type RevenueMonth = {
  month: string
  recurringCents: number
  newCents: number
  reactivatedCents: number
  expandedCents: number
  contractedCents: number
  churnedCents: number
  churnRate: number | null
  trialsEnded: number
  trialConversion: number | null
}

export type Revenue = {
  currency: string
  countedUntil: string
  recurringCents: number
  subscriptions: number
  trials: number
  plans: { plan: string; subscriptions: number; recurringCents: number }[]
  months: RevenueMonth[]
}

const MONTHS_A_YEAR = 12

export const cents = (value: number, currency: string) =>
  formatNumber({ value: value / 100, unit: 'currency', currency }, { decimals: 2 })

/** A share from 0 as a percentage, or a dash where there was nothing to take a share of. */
export const shareText = (share: number | null) =>
  share === null ? '–' : formatNumber({ value: share * 100, unit: 'percent' }, { decimals: 1 })

/** `2027-03` as "Mar 2027". */
export const monthText = (month: string) =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(undefined, {
    ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
  })

export function figuresOf({ currency, recurringCents, subscriptions, trials, months }: Revenue) {
  const latest = months[0]
  return [
    { label: 'Recurring revenue (MRR)', value: cents(recurringCents, currency) },
    { label: 'A year of it (ARR)', value: cents(recurringCents * MONTHS_A_YEAR, currency) },
    { label: 'Paying subscriptions', value: subscriptions.toLocaleString() },
    { label: 'In trial', value: trials.toLocaleString() },
    { label: 'Churn this month', value: shareText(latest?.churnRate ?? null) },
    { label: 'Trials that became paid', value: shareText(latest?.trialConversion ?? null) },
  ]
}

/** Movements of a month as columns, with their sign. */
export const MOVEMENTS = [
  { label: 'New', of: (month: RevenueMonth) => month.newCents },
  { label: 'Reactivated', of: (month: RevenueMonth) => month.reactivatedCents },
  { label: 'Expanded', of: (month: RevenueMonth) => month.expandedCents },
  { label: 'Contracted', of: (month: RevenueMonth) => -month.contractedCents },
  { label: 'Churned', of: (month: RevenueMonth) => -month.churnedCents },
] as const
