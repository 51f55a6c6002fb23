import { Connection } from '#connections'
import { withTenant } from '#foundation'
import { pluginRegistry, traitsOf } from '#plugin_host'
import { generateBusiness } from '../business/business.js'
import { loadVendorSandboxes } from '../emulator/vendors.js'
import { livesOnDeliveries, sampleSender, sinceWhen } from './sample_deliveries.js'

/** Of one kind of event, enough to look at. */
const MOST_OF_A_KIND = 40
/** Enough for the days that are told. */
const MONTHS = 3

interface SourcePlace {
  organizationId: string
  connectionId: string
}

/** Sends a source of the sandbox what its vendor would have sent in the last weeks. What was sent before counts once. */
export async function sendSampleDeliveries(place: SourcePlace, now: Date): Promise<void> {
  const connection = await sandboxSource(place)
  const vendor = connection && (await vendorOf(connection))
  if (!connection || !vendor) {
    return
  }
  const { webhooks, send, events } = vendor
  const business = generateBusiness({ now, months: MONTHS })
  const sender = await sampleSender(connection, {
    ...{ webhooks, now },
    send: (asked) => send(asked, { now, business }),
  })
  const since = sinceWhen(webhooks, now)
  const sent = events.flatMap((event) => sender.deliveries({ event, since, limit: MOST_OF_A_KIND }))
  for (const each of sent) {
    await sender.receive(each, now)
  }
}

/** Null where it is live by now, or gone. */
async function sandboxSource({ organizationId, connectionId }: SourcePlace) {
  const connection = (await withTenant(organizationId, () =>
    Connection.of({ id: organizationId }).where('id', connectionId).first()
  )) as Connection | null
  return connection?.mode === 'sandbox' && connection.state !== 'removed' ? connection : null
}

/** What stands in for the vendor of a source that lives on what arrives; null for others. */
async function vendorOf(connection: Connection) {
  const webhooks = await webhooksOf(connection)
  const vendors = await loadVendorSandboxes()
  const vendor = vendors.find(({ plugin }) => plugin === connection.pluginId)
  return livesOnDeliveries(webhooks) && vendor?.deliveries
    ? { webhooks, send: vendor.deliveries, events: vendor.events ?? [] }
    : null
}

async function webhooksOf({ pluginId, connector }: Connection) {
  const registry = await pluginRegistry()
  const declared = registry.find(pluginId)?.manifest?.connectors?.[connector]
  return declared && traitsOf(declared).webhooks
}
