import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Exchange rates',
      icon: 'i-lucide-arrow-left-right',
      path: '/settings/exchange-rates',
      permission: 'organization.manage',
    },
  ],
  auditWords: {
    'exchange_rates.imported': 'added exchange rates',
  },
} satisfies ContextContribution
