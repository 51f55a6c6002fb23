import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Explore',
      icon: 'i-lucide-chart-line',
      path: '/explore',
      permission: 'explore.query',
      group: 'main',
      order: 30,
      key: 'e',
    },
  ],
  actions: [
    {
      label: 'Explore your numbers',
      icon: 'i-lucide-chart-line',
      path: '/explore',
      permission: 'explore.query',
    },
  ],
  auditWords: {
    'saved_query.created': 'saved a query',
    'saved_query.deleted': 'deleted a saved query',
  },
} satisfies ContextContribution
