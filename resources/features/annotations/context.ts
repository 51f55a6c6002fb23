import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Annotations',
      icon: 'i-lucide-message-square-text',
      path: '/annotations',
      permission: 'annotations.view',
    },
  ],
  auditWords: {
    'annotation.changed': 'changed an annotation',
    'annotation.created': 'added an annotation',
    'annotation.deleted': 'deleted an annotation',
  },
} satisfies ContextContribution
