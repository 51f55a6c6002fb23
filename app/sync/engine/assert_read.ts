import { Refusal } from '#foundation'
import { pluginRegistry } from '#plugin_host'

interface ConnectedSource {
  name: string
  pluginId: string
  connector: string
}

/** Refuses what only makes sense for a source that is called: files are brought by people, and webhooks are sent. */
export async function assertIsRead(source: ConnectedSource) {
  await assertIsNoFile(source)
  if ((await arrivalOf(source)) === 'sent') {
    throw new Refusal({
      code: 'E_SOURCE_RECEIVES',
      status: 409,
      message: `${source.name} only receives what is sent to its address, so there is nothing to sync. Open Deliveries to see what arrived.`,
    })
  }
}

/** Refuses what makes no sense for files: there is no clock and no pause. */
export async function assertIsNoFile(source: ConnectedSource) {
  if ((await arrivalOf(source)) === 'uploaded') {
    throw new Refusal({
      code: 'E_SOURCE_IS_UPLOADED',
      status: 409,
      message: `${source.name} gets its rows from uploaded files, so there is nothing to sync. Upload another file to add rows.`,
    })
  }
}

async function arrivalOf({ pluginId, connector }: ConnectedSource) {
  const registry = await pluginRegistry()
  return registry.traitsOf(pluginId, connector)?.arrival
}
