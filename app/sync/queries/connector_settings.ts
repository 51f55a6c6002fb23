import type { TenantTransaction } from '#foundation'
import { pluginRegistry, pluginSettings } from '#plugin_host'
import { wasRead } from '../engine/read_state.js'

interface AskedSource {
  id: string
  pluginId: string
  connector: string
}

/** What the connector of a source asks, as it stands, and which of it decided what was read. */
export async function connectorSettings(
  tenant: TenantTransaction,
  source: AskedSource
): Promise<ConnectorSettings> {
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(source.pluginId, source.connector)
  if (traits?.arrival !== 'read') {
    return NOTHING_ASKED
  }
  const { rows } = await tenant.query<{ settings: Record<string, unknown>; mode: string }>(
    'SELECT settings, mode FROM connections WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, source.id]
  )
  const fields = pluginSettings.describe(traits.settings, rows[0]?.settings)
  return {
    fields: rows[0]?.mode === 'sandbox' ? fields.filter(({ isLiveOnly }) => !isLiveOnly) : fields,
    steering: (await wasRead(tenant, source.id)) ? traits.steering : [],
  }
}

interface ConnectorSettings {
  fields: ReturnType<typeof pluginSettings.describe>
  steering: string[]
}

/** For files, for plugins that cannot be used now, and for people who may not change anything. */
export const NOTHING_ASKED: ConnectorSettings = { fields: [], steering: [] }
