import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'API reference',
      icon: 'i-lucide-book-open',
      path: '/settings/api-keys/reference',
      permission: 'api_keys.manage',
    },
  ],
} satisfies ContextContribution
