import { proofsOf, writeCredential, type Connection } from '#connections'
import { Refusal, withTenant } from '#foundation'
import { traitsOf } from '#plugin_host'
import { ProcessDeliveries, ReceiveDelivery } from '#webhooks'
import { asTenant } from './rows.js'
import { connect, type Rig } from './rig.js'

/** What a vendor signs with where it makes the secret itself; a key as text, in hexadecimal and in base64. */
const VENDORS_SECRET = '5ec2e70fc0f0aced'
const DAY_SECONDS = 86_400
/** Enough for an order to be wrong in. */
const MOST = 5

type Sent = { headers: Record<string, string>; body: string }

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

export const webhooksOf = ({ manifest, sample }: Pick<Rig, 'manifest' | 'sample'>) => {
  const connector = manifest.connectors?.[sample.connector]
  return connector && traitsOf(connector).webhooks
}

export async function givenHookTrial(rig: Rig): Promise<HookTrial> {
  const connection = await connect(rig)
  const { credentials } = await proofsOf(connection)
  const secret = credentials.webhookSecret ?? (await vendorsSecret(rig, connection))
  const place = { organizationId: rig.organization.id, connectionId: connection.id }
  const url = `https://quarterdeck.example/hooks/${credentials.webhookToken}`
  return {
    connection,
    deliveries: (event, { instead } = {}) =>
      rig.emulator.emulator.deliveries(rig.manifest.id, {
        ...{ event, url, secret, instead, limit: MOST },
        since: Math.floor(rig.now.getTime() / 1_000) - 7 * DAY_SECONDS,
      }),
    receive: (sent, now = rig.now) => statusOf({ sent, url, token: credentials.webhookToken, now }),
    work: () => new ProcessDeliveries(() => rig.now).execute(place),
  }
}

async function vendorsSecret(rig: Rig, connection: Connection): Promise<string | undefined> {
  if (webhooksOf(rig)?.secret?.from !== 'vendor') {
    return undefined
  }
  const credential = { connectionId: connection.id, field: 'webhookSecret', value: VENDORS_SECRET }
  await withTenant(rig.organization.id, (tenant) =>
    writeCredential(tenant, { ...credential, now: rig.now })
  )
  return VENDORS_SECRET
}

interface Arriving {
  sent: Sent
  url: string
  token: string
  now: Date
}

async function statusOf({ sent, url, token, now }: Arriving): Promise<number> {
  try {
    await new ReceiveDelivery().execute({
      ...{ token, now, network: '127.0.0.1', isQuestion: false },
      arrival: { headers: sent.headers, query: {}, url, ip: '127.0.0.1' },
      readBody: async () => Buffer.from(sent.body),
    })
    return 200
  } catch (error) {
    if (error instanceof Refusal) {
      return error.status!
    }
    throw error
  }
}

export function outcomesOf(rig: Rig, { connection }: HookTrial) {
  return asTenant<{ outcome: string; code: string | null; reason: string | null; times: number }>(
    rig,
    `SELECT outcome, code, reason, times FROM webhook_deliveries
     WHERE organization_id = $1 AND connection_id = $2 ORDER BY received_at, id`,
    [connection.id]
  )
}
