import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { hookOf } from '../hook_of.js'

/** What people call the streams that deliveries belong to. */
export async function streamTitlesOf(
  tenant: TenantTransaction,
  source: Connection
): Promise<Record<string, string>> {
  const hook = await hookOf(tenant, source)
  const registry = await pluginRegistry()
  const read = registry.traitsOf(source.pluginId, source.connector)?.streams ?? {}
  const delivered = [...(hook?.streams ?? [])].map(
    ([name, { definition }]) => [name, definition] as const
  )
  return Object.fromEntries(
    [...Object.entries(read), ...delivered].map(([name, { title }]) => [name, title ?? name])
  )
}
