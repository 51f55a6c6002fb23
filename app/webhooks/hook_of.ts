import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { webhooksOf } from '#reading'
import { chosenStreamOf } from './mapping/chosen_stream.js'

type HookedSource = Pick<Connection, 'id' | 'pluginId' | 'connector'>

/** What arrives for a source and what becomes of it, with what its person chose; null where its vendor sends nothing. */
export async function hookOf(tenant: TenantTransaction, source: HookedSource) {
  const { pluginId, connector } = source
  const hook = await webhooksOf(pluginId, connector)
  if (!hook?.definition.mapping) {
    return hook
  }
  const chosen = await chosenStreamOf(tenant, source)
  return chosen ? webhooksOf(pluginId, connector, chosen) : hook
}

export type Hook = NonNullable<Awaited<ReturnType<typeof hookOf>>>
