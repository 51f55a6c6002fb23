import { createHmac } from 'node:crypto'
import {
  opaqueId,
  type BodySignature,
  type SampleRow,
  type SandboxWorld,
  type VendorWire,
  type WireWebhook,
  type WireWebhookSignature,
} from '#kit'
import { renderHeaders } from './answer.js'
import { compileHole } from './holes.js'
import type { ReadPage } from './endpoints.js'
import { valueAt, withValueAt } from './places.js'
import { within, type Scope } from './scope.js'
import { compileTemplate } from './template.js'

export interface WebhookRequest {
  event: string
  /** Where they are sent, because some vendors sign the address too. */
  url: string
  /** Seconds since 1970: news after this moment, up to the emulator's now. */
  since?: number
  limit?: number
  /** The connection's own secret; the sandbox's where left out. */
  secret?: string
  /** Sent and signed in place of the vendor's own body, to try what it never sends. */
  instead?: unknown
}

/** One request as the vendor would send it. */
export interface WebhookDelivery {
  id: string
  headers: Record<string, string>
  body: string
}

/** What the vendor sends about its news, oldest first, signed as it documents. */
export function deliveriesOf(
  wire: VendorWire,
  request: WebhookRequest,
  { read, world }: { read: ReadPage; world: Pick<SandboxWorld, 'now' | 'business'> }
): WebhookDelivery[] {
  const webhook = wire.webhooks?.[request.event]
  if (!webhook) {
    const known = Object.keys(wire.webhooks ?? {}).join(', ') || 'none'
    throw new Error(`The wire sends no '${request.event}'. Its webhooks: ${known}.`)
  }
  const page = typeof webhook.page === 'string' ? read(webhook.page) : webhook.page
  const render = compileTemplate(page)
  const news = newsOf(webhook, request, world)
  return news.map((row) => {
    const id = `evt_${opaqueId(`${request.event}/${String(row.key)}/${String(row[webhook.at])}`, 24)}`
    const timestamp = Math.floor(world.now.getTime() / 1000)
    const scope = within({ event: request.event, id, timestamp }, row)
    const content = request.instead ?? render(scope)
    const sent = { scope, content, body: JSON.stringify(content), id, timestamp }
    const { body = sent.body, headers } = signed(wire.webhookSignature, request, sent)
    return {
      id,
      body,
      headers: {
        'content-type': 'application/json',
        ...renderHeaders(webhook.headers ?? {}, scope),
        ...headers,
      },
    }
  })
}

/** What a signature in the body is over, field by field; undefined where the vendor signs otherwise. */
export function bodySignatureOf({ webhookSignature: way }: VendorWire): BodySignature | undefined {
  return way?.field === undefined
    ? undefined
    : {
        field: way.field,
        over: [...way.over.matchAll(HOLE)].flatMap(([, name]) => fieldIn(name) ?? []),
      }
}

function newsOf(
  { from, at, where = {} }: WireWebhook,
  { since = 0, limit = 100 }: WebhookRequest,
  { business, now }: Pick<SandboxWorld, 'now' | 'business'>
): SampleRow[] {
  const conditions = Object.entries(where).map(([hole, value]) => ({
    read: compileHole(hole),
    wanted: String(value),
  }))
  return business
    .series(from, now)
    .filter((row) => Number(row[at]) > since)
    .filter((row) => conditions.every(({ read, wanted }) => String(read(row)) === wanted))
    .sort((one, other) => Number(one[at]) - Number(other[at]))
    .slice(0, limit)
}

interface Sent {
  scope: Scope
  content: unknown
  body: string
  id: string
  timestamp: number
}

interface Signed {
  body?: string
  headers?: Record<string, string>
}

/** The signature in its place: a header, or a field of the body. */
function signed(
  way: WireWebhookSignature | undefined,
  request: WebhookRequest,
  sent: Sent
): Signed {
  if (!way) {
    return {}
  }
  const signature = sign(way, request, sent)
  return {
    ...(way.field && { body: JSON.stringify(withValueAt(sent.content, way.field, signature)) }),
    ...(way.header && { headers: { [way.header.toLowerCase()]: signature } }),
  }
}

const HOLE = /\{([\w.]+)\}/g

const fieldIn = (hole: string) =>
  hole.startsWith('body.') ? hole.slice('body.'.length) : undefined

function sign(way: WireWebhookSignature, { url, secret }: WebhookRequest, sent: Sent): string {
  const parts: Record<string, string> = {
    body: sent.body,
    url,
    id: sent.id,
    timestamp: String(sent.timestamp),
  }
  const fill = (text: string) =>
    text.replaceAll(HOLE, (hole, name: string) => {
      const field = fieldIn(name)
      return field === undefined
        ? (parts[name] ?? hole)
        : String(valueAt(sent.content, field) ?? '')
    })
  const key = Buffer.from(secret ?? way.secret, way.secretEncoding ?? 'utf8')
  parts.signature = createHmac(way.algorithm, key).update(fill(way.over)).digest(way.encoding)
  return fill(way.text ?? '{signature}')
}
