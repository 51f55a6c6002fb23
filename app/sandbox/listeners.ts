import emitter from '@adonisjs/core/services/emitter'
import { SourceConnected } from '#connections'
import { enqueue } from '#foundation'
import { traitsOf, pluginRegistry } from '#plugin_host'
import { livesOnDeliveries } from './deliveries/sample_deliveries.js'
import { SAMPLE_DELIVERIES } from './jobs/send_sample_deliveries.js'

/** A vendor of the sandbox sends its webhooks too, or a source that lives on them would stay empty. */
emitter.on(SourceConnected, async ({ tenant, connection }) => {
  if (connection.mode !== 'sandbox') {
    return
  }
  const registry = await pluginRegistry()
  const connector = registry.find(connection.pluginId)?.manifest?.connectors?.[connection.connector]
  if (!connector || !livesOnDeliveries(traitsOf(connector).webhooks)) {
    return
  }
  const { organizationId } = tenant
  await enqueue(
    { name: SAMPLE_DELIVERIES },
    { organizationId, connectionId: connection.id },
    { within: tenant, singletonKey: connection.id, group: organizationId }
  )
})
