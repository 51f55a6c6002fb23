/** What every page receives about the person and the organization it is shown for. */
export type Shell = {
  user: { fullName: string; email: string } | null
  organization: {
    slug: string
    name: string
    currency: string
    timeZone: string
    isSample: boolean
    isAgency: boolean
  } | null
  organizations: { slug: string; name: string }[]
  /** Names of permissions, for example `dashboards.edit`. The server checks them again. */
  permissions: string[]
}

export type Toast = {
  tone: 'success' | 'notice' | 'failure'
  message: string
  /** Offered beside the message, for example "Undo". Sent as a form to our own address. */
  action?: { label: string; href: string; method: 'get' | 'post' | 'put' | 'patch' | 'delete' }
}

export function pathIn(organization: { slug: string } | null, path: string): string {
  return organization ? `/o/${organization.slug}${path}` : '/'
}

/** True for the destination itself and everything below it; home matches only itself. */
export function isCurrent(url: string, href: string, isHome: boolean): boolean {
  const path = url.split('?')[0]
  return isHome ? path === href : path === href || path.startsWith(`${href}/`)
}
