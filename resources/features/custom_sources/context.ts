import type { ContextContribution } from '~/features/shell/contributions'

export default {
  auditWords: {
    'private_plugin.created': 'described a source',
    'private_plugin.changed': 'changed the description of a source',
    'private_plugin.deleted': 'deleted the description of a source',
  },
} satisfies ContextContribution
