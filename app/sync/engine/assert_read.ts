import { Refusal } from '#foundation'
import { pluginRegistry } from '#plugin_host'

interface ConnectedSource {
  name: string
  pluginId: string
  connector: string
}

/**
 * Refuses what only makes sense for a source that we read: files are brought by people, so there is nobody to ask,
 * no clock and no pause.
 */
export async function assertIsRead({ name, pluginId, connector }: ConnectedSource) {
  const registry = await pluginRegistry()
  if (registry.kindOf(pluginId, connector) === 'file') {
    throw new Refusal({
      code: 'E_SOURCE_IS_UPLOADED',
      status: 409,
      message: `${name} gets its rows from uploaded files, so there is nothing to sync. Upload another file to add rows.`,
    })
  }
}
