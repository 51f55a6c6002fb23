export type Attention = {
  kind:
    | 'plugin_off'
    | 'reconnect'
    | 'failed_sync'
    | 'account_not_read'
    | 'rejected_records'
    | 'gap'
    | 'access_ends'
    | 'vendor_version'
    | 'declined_scopes'
  source: { slug: string; name: string }
  message: string
}

/** What an alert rule found and nobody has taken yet. */
export type OpenIncident = {
  id: string
  title: string
  message: string
  priority: 'critical' | 'high' | 'medium' | 'low'
}

export const LOOKS: Record<
  Attention['kind'],
  { icon: string; title: (connection: string) => string; action: string; tone: string }
> = {
  reconnect: {
    icon: 'i-lucide-unplug',
    title: (connection) => `${connection} needs to be reconnected`,
    action: 'Reconnect',
    tone: 'text-error',
  },
  failed_sync: {
    icon: 'i-lucide-circle-alert',
    title: (connection) => `The last sync of ${connection} failed`,
    action: 'See why',
    tone: 'text-error',
  },
  plugin_off: {
    icon: 'i-lucide-power-off',
    title: (connection) => `${connection} is not syncing`,
    action: 'See why',
    tone: 'text-warning',
  },
  account_not_read: {
    icon: 'i-lucide-user-x',
    title: (connection) => `An account of ${connection} is not syncing`,
    action: 'See accounts',
    tone: 'text-warning',
  },
  access_ends: {
    icon: 'i-lucide-calendar-clock',
    title: (connection) => `The consent for ${connection} ends soon`,
    action: 'Reconnect',
    tone: 'text-warning',
  },
  vendor_version: {
    icon: 'i-lucide-calendar-clock',
    title: (connection) => `The vendor of ${connection} changes versions`,
    action: 'See when',
    tone: 'text-warning',
  },
  declined_scopes: {
    icon: 'i-lucide-shield-alert',
    title: (connection) => `${connection} lacks a permission`,
    action: 'See what is missing',
    tone: 'text-warning',
  },
  gap: {
    icon: 'i-lucide-triangle-alert',
    title: (connection) => `${connection} differs from its source`,
    action: 'Compare',
    tone: 'text-warning',
  },
  rejected_records: {
    icon: 'i-lucide-file-warning',
    title: (connection) => `${connection} has rejected records`,
    action: 'Review',
    tone: 'text-warning',
  },
}
