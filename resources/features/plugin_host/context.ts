import type { ContextContribution } from '~/features/shell/contributions'

export default {
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
    'plugin.uninstalled': 'uninstalled a plugin',
  },
} satisfies ContextContribution
