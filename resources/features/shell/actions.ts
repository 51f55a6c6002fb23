/** Things to do that the command palette offers. Each leads to a page that starts the action. */
type PaletteAction = { label: string; icon: string; path: string; permission: string }

const ACTIONS: PaletteAction[] = [
  {
    label: 'New dashboard',
    icon: 'i-lucide-layout-dashboard',
    path: '/dashboards?new=1',
    permission: 'dashboards.edit',
  },
  {
    label: 'Connect a source',
    icon: 'i-lucide-plug',
    path: '/sources/new',
    permission: 'sources.manage',
  },
  {
    label: 'Upload a file',
    icon: 'i-lucide-upload',
    path: '/imports',
    permission: 'imports.create',
  },
  {
    label: 'Ask a question of your numbers',
    icon: 'i-lucide-chart-line',
    path: '/explore',
    permission: 'explore.query',
  },
  {
    label: 'Invite a person',
    icon: 'i-lucide-user-plus',
    path: '/team',
    permission: 'team.manage',
  },
  {
    label: 'API keys',
    icon: 'i-lucide-key-round',
    path: '/settings/api-keys',
    permission: 'api_keys.manage',
  },
  {
    label: 'Plugins',
    icon: 'i-lucide-blocks',
    path: '/settings/plugins',
    permission: 'plugins.view',
  },
  {
    label: 'Exchange rates',
    icon: 'i-lucide-arrow-left-right',
    path: '/settings/exchange-rates',
    permission: 'organization.manage',
  },
  {
    label: 'API reference',
    icon: 'i-lucide-book-open',
    path: '/settings/api-keys/reference',
    permission: 'api_keys.manage',
  },
  {
    label: 'Your profile',
    icon: 'i-lucide-circle-user',
    path: '/settings/profile',
    permission: 'organization.view',
  },
  {
    label: 'Audit log',
    icon: 'i-lucide-scroll-text',
    path: '/settings/audit',
    permission: 'audit.view',
  },
]

export function permittedActions(permissions: string[]): PaletteAction[] {
  return ACTIONS.filter(({ permission }) => permissions.includes(permission))
}
