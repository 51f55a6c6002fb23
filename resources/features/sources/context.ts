import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Sources',
      icon: 'i-lucide-plug',
      path: '/sources',
      permission: 'sources.view',
      group: 'Data',
      order: 10,
      also: ['/imports'],
      key: 's',
    },
  ],
  actions: [
    {
      label: 'Connect a source',
      icon: 'i-lucide-plug',
      path: '/sources/new',
      permission: 'sources.manage',
    },
  ],
  auditWords: {
    'source.connected': 'connected a source',
    'source.paused': 'paused a source',
    'source.reconnected': 'reconnected a source',
    'source.removed': 'removed a source',
    'source.resumed': 'resumed a source',
    'source.changed': 'changed the name, schedule, accounts or streams of a source',
    'source.streams_chosen': 'switched streams of a source on or off',
    'source.settings_changed': 'changed the settings of a source',
  },
} satisfies ContextContribution
