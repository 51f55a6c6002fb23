import { momentDayText } from '~/ui/date_format'
import { formatNumber } from '~/ui/number_format'
import type { Quote, Subscription } from './types'

/** Cents as money, always with its cents. */
export const money = (cents: number, currency: string) =>
  formatNumber({ value: cents / 100, unit: 'currency', currency }, { decimals: 2 })

export const amount = (value: number) => formatNumber({ value, unit: 'count' }, { compact: true })

type Look = {
  label: string
  tone: 'success' | 'warning' | 'error' | 'info' | 'neutral'
  icon: string
}

/** The first letter of a sentence. */
export const capital = (text: string) => text[0].toUpperCase() + text.slice(1)

export const STATES: Record<Subscription['state'], Look> = {
  trial: { label: 'Trial', tone: 'info', icon: 'i-lucide-hourglass' },
  free: { label: 'Free', tone: 'neutral', icon: 'i-lucide-circle' },
  paid: { label: 'Active', tone: 'success', icon: 'i-lucide-circle-check' },
  late: { label: 'Payment late', tone: 'warning', icon: 'i-lucide-triangle-alert' },
  paused: { label: 'Paused', tone: 'neutral', icon: 'i-lucide-pause' },
}

/** What the state means and what happens next, in a sentence. */
export function stateSentence(subscription: Subscription): string {
  const { state, until, periodEnd, chosenPlanName, next, cancels } = subscription
  const end = momentDayText(until ?? periodEnd)
  if (state === 'trial') {
    return chosenPlanName
      ? `Everything is included until ${end}. Then the ${chosenPlanName} plan begins.`
      : `Everything is included until ${end}. Then the Free plan begins, unless you choose another one.`
  }
  if (state === 'late') {
    return `The last payment failed. Everything works until ${end}; without a payment the Free plan begins then.`
  }
  if (state === 'paused') {
    return 'Paused: the Free plan applies, and nothing is charged. What you have stays.'
  }
  if (cancels) {
    return `Ends on ${end}. Then the Free plan begins, and what does not fit waits.`
  }
  return next
    ? `The ${next.planName} plan begins on ${end}. Until then nothing changes.`
    : `This period ends on ${end}.`
}

export function quoteSentence(quote: Quote & { status: 'priced' }): string {
  const day = momentDayText(quote.startsAt)
  switch (quote.starts) {
    case 'trial_end':
      return `Nothing is charged now. The plan begins when the trial ends, on ${day}.`
    case 'period_end':
      return `Nothing is charged now. The change begins with the next period, on ${day}.`
    default:
      return 'The change begins at once. This is charged now:'
  }
}

export const INVOICE_STATES: Record<string, Look> = {
  draft: { label: 'Draft', tone: 'neutral', icon: 'i-lucide-circle-dashed' },
  open: { label: 'Open', tone: 'warning', icon: 'i-lucide-clock' },
  paid: { label: 'Paid', tone: 'success', icon: 'i-lucide-circle-check' },
  void: { label: 'Void', tone: 'neutral', icon: 'i-lucide-circle-slash' },
  uncollectible: { label: 'Not collected', tone: 'error', icon: 'i-lucide-circle-alert' },
  uncollected: { label: 'Not collected', tone: 'neutral', icon: 'i-lucide-circle' },
}
