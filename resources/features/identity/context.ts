import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Your profile',
      icon: 'i-lucide-circle-user',
      path: '/settings/profile',
      permission: 'organization.view',
    },
  ],
  auditWords: {
    'session.opened': 'signed in',
  },
} satisfies ContextContribution
