import type { ContextContribution } from '~/features/shell/contributions'

export default {
  navigation: [
    {
      label: 'Marketplace',
      icon: 'i-lucide-blocks',
      path: '/marketplace',
      permission: 'plugins.view',
      group: 'Data',
      order: 40,
      key: 'm',
    },
  ],
  actions: [
    {
      label: 'Plugins',
      icon: 'i-lucide-blocks',
      path: '/settings/plugins',
      permission: 'plugins.view',
    },
  ],
  auditWords: {
    'plugin.consented': 'granted permissions to a plugin',
    'plugin.installed': 'installed a plugin',
    'plugin.settings_changed': 'changed the settings of a plugin',
    'plugin.pinned': 'kept a plugin at its version',
    'plugin.removal_requested': 'uninstalled a plugin',
    'plugin.removal_undone': 'undid the removal of a plugin',
    'plugin.rolled_back': 'restored the version of a plugin before',
    'plugin.uninstalled': 'ended the removal of a plugin',
    'plugin.unpinned': 'let new versions of a plugin come',
    'plugin.upgraded': 'upgraded a plugin',
  },
} satisfies ContextContribution
