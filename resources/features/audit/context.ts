import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Audit log',
      icon: 'i-lucide-scroll-text',
      path: '/settings/audit',
      permission: 'audit.view',
    },
  ],
} satisfies ContextContribution
