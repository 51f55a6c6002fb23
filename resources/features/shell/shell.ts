/** What every page receives about the person and the organization it is shown for. */
export type Shell = {
  user: { fullName: string; email: string } | null
  organization: {
    slug: string
    name: string
    currency: string
    timeZone: string
    isSample: boolean
  } | null
  organizations: { slug: string; name: string }[]
  /** Names of permissions, for example `dashboards.edit`. The server checks them again. */
  permissions: string[]
}

export type Toast = {
  tone: 'success' | 'notice' | 'failure'
  message: string
  /** Offered beside the message, for example "Undo". Sent as a form to our own address. */
  action?: { label: string; href: string; method: 'post' | 'put' | 'patch' | 'delete' }
}

export type Destination = {
  label: string
  icon: string
  /** Path below the organization's address; empty is home. */
  path: string
  permission: string | null
  /** Other paths that belong to it. */
  also?: string[]
  /** Second key of the `g …` shortcut. */
  key: string
}

export type NavigationGroup = { label: string | null; destinations: Destination[] }

const NAVIGATION: NavigationGroup[] = [
  {
    label: null,
    destinations: [
      { label: 'Home', icon: 'i-lucide-house', path: '', permission: null, key: 'h' },
      {
        label: 'Dashboards',
        icon: 'i-lucide-layout-dashboard',
        path: '/dashboards',
        permission: 'dashboards.view',
        key: 'd',
      },
      {
        label: 'Explore',
        icon: 'i-lucide-chart-line',
        path: '/explore',
        permission: 'explore.query',
        key: 'e',
      },
    ],
  },
  {
    label: 'Data',
    destinations: [
      {
        label: 'Sources',
        icon: 'i-lucide-plug',
        path: '/sources',
        also: ['/imports'],
        permission: 'sources.view',
        key: 's',
      },
    ],
  },
  {
    label: 'Organization',
    destinations: [
      { label: 'Team', icon: 'i-lucide-users', path: '/team', permission: 'team.view', key: 't' },
      {
        label: 'Settings',
        icon: 'i-lucide-settings',
        path: '/settings',
        permission: 'organization.view',
        key: ',',
      },
    ],
  },
]

/** Only what the person may open: a menu that leads to a refusal is a broken menu. */
export function permittedNavigation(permissions: string[]): NavigationGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    destinations: group.destinations.filter(
      ({ permission }) => permission === null || permissions.includes(permission)
    ),
  })).filter((group) => group.destinations.length > 0)
}

export function pathIn(organization: { slug: string } | null, path: string): string {
  return organization ? `/o/${organization.slug}${path}` : '/'
}

/** True for the destination itself and everything below it; home matches only itself. */
export function isCurrent(url: string, href: string, isHome: boolean): boolean {
  const path = url.split('?')[0]
  return isHome ? path === href : path === href || path.startsWith(`${href}/`)
}
