import { providerSettings } from '#billing/provider/client'

/** Whether a payment provider is set up. Without one, everything works on our own ledger and no money is collected. */
export const isCollecting = () => providerSettings() !== null

export function collectorSentence(): string {
  return isCollecting()
    ? 'A payment provider is set up: subscriptions are charged through it.'
    : 'No payment provider is set up: plans, usage and invoices are kept here, and no money is collected. Set STRIPE_SECRET_KEY to collect it.'
}
