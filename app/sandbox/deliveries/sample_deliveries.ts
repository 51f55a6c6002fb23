import { proofsOf, writeCredential, type Connection } from '#connections'
import { Refusal, withTenant } from '#foundation'
import type { VendorSandbox, Webhooks } from '#kit'
import { durationMs } from '#shared/durations'
import { ReceiveDelivery } from '#webhooks'

/** What a vendor signs with where it makes the secret itself; a key as text, in hexadecimal and in base64. */
const VENDORS_SECRET = '5ec2e70fc0f0aced'
const DAY_SECONDS = 86_400
const MOST_DAYS = 30

export type SampleDelivery = ReturnType<NonNullable<VendorSandbox['deliveries']>>[number]
type Asked = Parameters<NonNullable<VendorSandbox['deliveries']>>[0]

/** Whether a source has numbers, or knows what to read, by what arrives; others are read without. */
export const livesOnDeliveries = (webhooks: Webhooks | undefined): webhooks is Webhooks =>
  webhooks !== undefined &&
  (webhooks.mapping !== undefined ||
    Object.keys(webhooks.streams ?? {}).length > 0 ||
    webhooks.routes.some(({ announces }) => announces))

/** Since when a delivery of now may be about something, so that none is too old to be taken. */
export function sinceWhen({ verify }: Webhooks, now: Date): number {
  const days = [verify]
    .flat()
    .map(({ at, within = 'PT5M' }) =>
      at === undefined ? MOST_DAYS : Math.floor(durationMs(within) / 1_000 / DAY_SECONDS) - 1
    )
  return Math.floor(now.getTime() / 1_000) - Math.min(MOST_DAYS, ...days) * DAY_SECONDS
}

export interface SampleSender {
  /** What the vendor sends about its news, oldest first, to the address of the source. */
  deliveries(asked: Omit<Asked, 'url' | 'secret'>): SampleDelivery[]
  /** The status that a delivery is answered with. */
  receive(sent: Pick<SampleDelivery, 'headers' | 'body'>, now: Date): Promise<number>
}

interface Sending {
  webhooks: Webhooks
  send: (asked: Asked) => SampleDelivery[]
  now: Date
}

/** Stands between a vendor of the sandbox and the address of one source. */
export async function sampleSender(
  connection: Connection,
  { webhooks, send, now }: Sending
): Promise<SampleSender> {
  const { credentials } = await proofsOf(connection)
  const secret = credentials.webhookSecret ?? (await vendorsSecret(connection, { webhooks, now }))
  const url = `https://quarterdeck.example/hooks/${credentials.webhookToken}`
  const token = credentials.webhookToken
  return {
    deliveries: (asked) => send({ ...asked, url, secret }),
    receive: (sent, at) => statusOf({ sent, url, token, now: at }),
  }
}

/** A person would paste it. */
async function vendorsSecret(
  { id, organizationId }: Connection,
  { webhooks, now }: Pick<Sending, 'webhooks' | 'now'>
): Promise<string | undefined> {
  if (webhooks.secret?.from !== 'vendor') {
    return undefined
  }
  const credential = { connectionId: id, field: 'webhookSecret', value: VENDORS_SECRET, now }
  await withTenant(organizationId, (tenant) => writeCredential(tenant, credential))
  return VENDORS_SECRET
}

interface Arriving {
  sent: Pick<SampleDelivery, 'headers' | 'body'>
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
