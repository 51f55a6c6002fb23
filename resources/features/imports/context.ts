import type { ContextContribution } from '~/features/shell/contributions'

export default {
  actions: [
    {
      label: 'Upload a file',
      icon: 'i-lucide-upload',
      path: '/imports',
      permission: 'imports.create',
    },
  ],
  auditWords: {
    'import.repaired': 'fixed rejected rows of an import',
    'import.started': 'imported a file',
    'import.stopped': 'stopped an import',
    'import.undone': 'undid an import',
  },
} satisfies ContextContribution
