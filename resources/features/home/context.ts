import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Home',
      icon: 'i-lucide-house',
      path: '',
      permission: null,
      group: 'main',
      order: 10,
      key: 'h',
    },
  ],
  auditWords: {
    'sample.visited': 'visited the sample organization',
  },
} satisfies ContextContribution
