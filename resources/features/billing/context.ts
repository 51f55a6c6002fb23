import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Billing',
      icon: 'i-lucide-credit-card',
      path: '/billing',
      permission: 'billing.view',
      group: 'Organization',
      order: 40,
      key: 'b',
    },
  ],
  actions: [
    {
      label: 'Change the plan',
      icon: 'i-lucide-layers',
      path: '/billing/plans',
      permission: 'billing.manage',
    },
    {
      label: 'Invoices',
      icon: 'i-lucide-receipt-text',
      path: '/billing/invoices',
      permission: 'billing.view',
    },
  ],
  auditWords: {
    'billing.settings_changed': 'changed the billing settings',
    'coupon.redeemed': 'used a coupon',
    'invoice.credited': 'gave a credit on an invoice',
    'invoice.refunded': 'refunded an invoice',
    'plan.agreed': 'agreed on a plan',
    'plan.cancelled': 'cancelled the subscription',
    'plan.changed': 'changed the plan',
    'plan.continued': 'undid a cancellation',
    'plan.paused': 'paused the subscription',
    'plan.resumed': 'resumed the subscription',
    'trial.extended': 'extended the trial',
  },
} satisfies ContextContribution
