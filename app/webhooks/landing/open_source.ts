import { Connection } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { whyPluginsAreOff } from '#plugin_host'
import { dayInZone } from '#shared/time_zones'
import { hookOf, type Hook } from '../hook_of.js'

type MappingScope = Parameters<Hook['map']>[0]['scope']

/** A source whose deliveries can be worked on. */
export interface HookedSource {
  id: string
  name: string
  organizationId: string
  settings: Record<string, unknown>
  /** Whether its vendor can be asked at this moment. */
  isRead: boolean
  hook: Hook
  /** What surrounds the records of a delivery that arrived at this moment. */
  scopeAt(receivedAt: Date): MappingScope
}

interface SourcePlace {
  organizationId: string
  connectionId: string
}

/** States in which deliveries are worked on; in others they wait. */
const OPEN = ['pending', 'connected', 'needs_reconnect']

/** Null where deliveries wait for a person: the source is paused, its plugin is off, or nobody has said what they mean. */
export async function openSource(place: SourcePlace): Promise<HookedSource | null> {
  const { organizationId, connectionId } = place
  return withTenant(organizationId, async (tenant) => {
    const connection = (await Connection.of({ id: organizationId })
      .where('id', connectionId)
      .first()) as Connection | null
    if (!connection || !OPEN.includes(connection.state)) {
      return null
    }
    const off = await whyPluginsAreOff(tenant, [connection.pluginId])
    const hook = off.size > 0 ? null : await hookOf(tenant, connection)
    if (!hook || (hook.definition.mapping && hook.streams.size === 0)) {
      return null
    }
    const { id, name, settings } = connection
    const scopeAt = scopeIn(connection, await accountOf(tenant, connection))
    const isRead = connection.state === 'connected'
    return { id, name, organizationId, settings, isRead, hook, scopeAt }
  })
}

/** Who sends names no account: days and money are the organization's, unless the records say otherwise. */
async function accountOf(tenant: TenantTransaction, { id, name }: Connection) {
  const { rows } = await tenant.query<{ currency: string; timeZone: string }>(
    'SELECT currency, time_zone AS "timeZone" FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return { id, name, ...rows[0] }
}

function scopeIn({ settings }: Connection, account: Awaited<ReturnType<typeof accountOf>>) {
  return (receivedAt: Date): MappingScope => ({
    account: { ...account, attributes: { receivedAt: receivedAt.toISOString() } },
    settings,
    today: dayInZone(receivedAt.getTime(), account.timeZone),
  })
}
