import { noteOperatorAccess } from '#audit'
import type { Connector, Plugin } from '#kit'
import { heldConnection } from '#foundation'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { durationMs } from '#shared/durations'

type Looking = Parameters<typeof noteOperatorAccess>[0]

/** A limit that every organization of this installation shares at a vendor. */
export interface SharedQuota {
  /** As the plugin declares it: requests, or points. */
  most: number
  unit: 'requests' | 'points'
  /** `PT1M`; null for points, which fill up again. */
  every: string | null
  used: number
  /** The vendor asked to wait until then. */
  closedUntil: string | null
}

export interface VendorRow {
  /** Family, or the plugin where it has none: what the client and the shared limits are kept by. */
  id: string
  sources: string[]
  /** Ways of signing in that need a client of the operator's, and whether there is one. */
  clients: { plugin: string; way: string; isStored: boolean }[]
  quotas: SharedQuota[]
  /** When a version that is spoken ends, once it is near. */
  endings: string[]
}

interface Bundled {
  plugin: string
  owner: string
  name: string
  title: string
  definition: Connector
}

/** What an operator has to know of each vendor: the client, the shared limits, and versions that end. Nothing of a tenant's. */
export async function vendorRows(looking: Looking, now: Date): Promise<VendorRow[]> {
  await noteOperatorAccess(looking, 'vendors')
  const registry = await pluginRegistry()
  const bundled = bundledIn(registry)
  const [stored, budgets] = [await storedClients(), await sharedBudgets()]
  const byOwner = Map.groupBy(bundled, ({ owner }) => owner)
  return [...byOwner]
    .map(([id, connectors]) => ({
      id,
      sources: connectors.map(({ title }) => title),
      clients: clientsOf(connectors, stored),
      quotas: budgets
        .filter(({ owner }) => owner === id || owner.startsWith(`${id}|`))
        .map(quotaAt(now)),
      endings: connectors.flatMap(({ title, definition }) => {
        const end = registry.retirementOf(definition, now)
        return end ? [`${title}: ${end.message}`] : []
      }),
    }))
    .sort((one, other) => one.id.localeCompare(other.id))
}

const bundledIn = (registry: Awaited<ReturnType<typeof pluginRegistry>>): Bundled[] =>
  registry
    .all()
    .flatMap(({ manifest }) => (manifest ? connectorsOf(manifest) : []))
    .filter(({ plugin }) => !plugin.startsWith('own/'))

const connectorsOf = ({ id, family, connectors = {} }: Plugin): Bundled[] =>
  Object.entries(connectors)
    .filter(([, { kind }]) => kind === 'api')
    .map(([name, definition]) => {
      const title = typeof definition.title === 'string' ? definition.title : id
      return { plugin: id, owner: family ?? id, name, title, definition }
    })

/** Once for each way of signing in: one client serves the family. */
function clientsOf(connectors: Bundled[], stored: Set<string>): VendorRow['clients'] {
  const ways = connectors.flatMap(({ plugin, owner, definition }) =>
    Object.entries(traitsOf(definition).auth)
      .filter(([, { kind }]) => kind === 'oauth2')
      .map(([way]) => ({ plugin, way, isStored: stored.has(`${owner} ${way}`) }))
  )
  return [...new Map(ways.map((each) => [each.way, each])).values()]
}

async function storedClients(): Promise<Set<string>> {
  const rows: { plugin_id: string; auth_name: string }[] = await heldConnection()
    .from('platform_oauth_clients')
    .select('plugin_id', 'auth_name')
  return new Set(rows.map(({ plugin_id: owner, auth_name: way }) => `${owner} ${way}`))
}

interface Budget {
  owner: string
  limit: string
  used: number
  moments: string[]
  counts: number[]
  blocked_until: Date | null
}

/** Budgets that all organizations share are kept as `<owner>|app||<limit>`: `app/reading/call/budgets.ts`. */
async function sharedBudgets(): Promise<Budget[]> {
  const { rows } = await heldConnection().rawQuery<{ rows: Budget[] }>(
    `SELECT split_part(key, '|app||', 1) AS owner, split_part(key, '|app||', 2) AS "limit", used,
       moments::text[] AS moments, counts, blocked_until
     FROM vendor_limits WHERE key LIKE '%|app||%' AND key NOT LIKE '%|app||%quota%' ORDER BY key`
  )
  return rows
}

const quotaAt =
  (now: Date) =>
  ({ limit, used, moments, counts, blocked_until: blockedUntil }: Budget): SharedQuota => {
    const [most, every] = limit.split('/')
    const since = now.getTime() - (every ? durationMs(every) : 0)
    const inWindow = moments.reduce(
      (sum, moment, at) => (Number(moment) > since ? sum + counts[at] : sum),
      0
    )
    return {
      most: Number.parseInt(most, 10),
      unit: every ? 'requests' : 'points',
      every: every ?? null,
      used: every ? inWindow : used,
      closedUntil: blockedUntil && blockedUntil > now ? blockedUntil.toISOString() : null,
    }
  }
