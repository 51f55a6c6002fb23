import type { Connection } from '#connections'
import { withTenant } from '#foundation'
import type { Plugin, SampleConnection } from '#kit'
import type { Organization } from '#organizations'
import { traitsOf } from '#plugin_host'
import { webhooksOf as compiledWebhooks } from '#reading'
import { ProcessDeliveries } from '#webhooks'
import {
  livesOnDeliveries,
  sampleSender,
  type SampleSender,
} from '../deliveries/sample_deliveries.js'
import type { RunningEmulator } from '../emulator/server.js'

const DAY_SECONDS = 86_400
/** As far as the cases read, and the days between a payment and its report. */
const HEARD_DAYS = 18
/** Enough for an order to be wrong in. */
const MOST = 5

type Sent = { headers: Record<string, string>; body: string }

/** Of a rig, what sending takes. */
interface SendingRig {
  manifest: Plugin
  sample: SampleConnection
  emulator: RunningEmulator
  events: string[]
  organization: Organization
  now: Date
}

/** A connected source of the plugin that is tried, and the vendor that sends to it. */
export interface HookTrial {
  connection: Connection
  /** What the vendor sends about its news of a day, oldest first. */
  deliveries(event: string, changes?: { instead?: unknown }): Sent[]
  /** The status that a delivery is answered with, at the rig's moment or another. */
  receive(sent: Sent, now?: Date): Promise<number>
  /** Works on what arrived, as the job does. */
  work(): Promise<void>
}

export const webhooksOf = ({ manifest, sample }: Pick<SendingRig, 'manifest' | 'sample'>) => {
  const connector = manifest.connectors?.[sample.connector]
  return connector && traitsOf(connector).webhooks
}

export async function hookTrialOf(rig: SendingRig, connection: Connection): Promise<HookTrial> {
  const sender = await senderOf(rig, connection)
  const since = Math.floor(rig.now.getTime() / 1_000) - 7 * DAY_SECONDS
  return {
    connection,
    deliveries: (event, { instead } = {}) =>
      sender.deliveries({ event, instead, limit: MOST, since }),
    receive: (sent, now = rig.now) => sender.receive(sent, now),
    work: () => workOn(rig, connection),
  }
}

/** A source that reads what its vendor announces has heard of it before it is read. */
export async function hearAnnouncements(rig: SendingRig, connection: Connection) {
  const webhooks = webhooksOf(rig)
  if (!livesOnDeliveries(webhooks) || !webhooks.routes.some(({ announces }) => announces)) {
    return
  }
  const sender = await senderOf(rig, connection)
  const hook = await compiledWebhooks(rig.manifest.id, rig.sample.connector)
  const since = Math.floor(rig.now.getTime() / 1_000) - HEARD_DAYS * DAY_SECONDS
  const sent = rig.events.flatMap((event) => sender.deliveries({ event, since }))
  const announcing = sent.filter((one) => isAnnouncement(hook, one, connection.settings))
  await Promise.all(announcing.map((each) => sender.receive(each, rig.now)))
  await workOn(rig, connection)
  await withdrawRuns(connection)
}

type Hook = Awaited<ReturnType<typeof compiledWebhooks>>

/** Every case connects anew: what announces nothing would only take time. */
function isAnnouncement(hook: Hook, { headers, body }: Sent, settings: Record<string, unknown>) {
  const delivery = { headers, query: {}, body: JSON.parse(body), raw: Buffer.from(body) }
  const route = hook?.routeOf({ ...delivery, url: '', ip: '' }, settings)
  return Boolean(route?.announced)
}

/** The cases ask for their own. */
const withdrawRuns = ({ id, organizationId }: Connection) =>
  withTenant(organizationId, (tenant) =>
    tenant.query('DELETE FROM sync_runs WHERE organization_id = $1 AND connection_id = $2', [
      organizationId,
      id,
    ])
  )

const senderOf = (rig: SendingRig, connection: Connection): Promise<SampleSender> =>
  sampleSender(connection, {
    ...{ webhooks: webhooksOf(rig)!, now: rig.now },
    send: (asked) => rig.emulator.emulator.deliveries(rig.manifest.id, asked),
  })

const workOn = ({ organization, now }: SendingRig, { id: connectionId }: Connection) =>
  new ProcessDeliveries(() => now).execute({ organizationId: organization.id, connectionId })
