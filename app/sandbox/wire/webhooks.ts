import { createHmac } from 'node:crypto'
import {
  opaqueId,
  type SampleRow,
  type SandboxWorld,
  type VendorWire,
  type WireWebhook,
  type WireWebhookSignature,
} from '#kit'
import { renderHeaders } from './answer.js'
import { compileHole } from './holes.js'
import type { ReadPage } from './endpoints.js'
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
  const content = typeof webhook.page === 'string' ? read(webhook.page) : webhook.page
  const render = compileTemplate(content)
  const news = newsOf(webhook, request, world)
  return news.map((row) => {
    const id = `evt_${opaqueId(`${request.event}/${String(row.key)}/${String(row[webhook.at])}`, 24)}`
    const timestamp = Math.floor(world.now.getTime() / 1000)
    const scope = within({ event: request.event, id, timestamp }, row)
    const body = JSON.stringify(request.instead ?? render(scope))
    return {
      id,
      body,
      headers: headersOf({ wire, webhook, request }, { scope, body, id, timestamp }),
    }
  })
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
  body: string
  id: string
  timestamp: number
}

function headersOf(
  of: { wire: VendorWire; webhook: WireWebhook; request: WebhookRequest },
  sent: Sent
): Record<string, string> {
  const signature = of.wire.webhookSignature
  return {
    'content-type': 'application/json',
    ...renderHeaders(of.webhook.headers ?? {}, sent.scope),
    ...(signature ? { [signature.header.toLowerCase()]: sign(signature, of.request, sent) } : {}),
  }
}

function sign(way: WireWebhookSignature, { url, secret }: WebhookRequest, sent: Sent): string {
  const parts: Record<string, string> = {
    body: sent.body,
    url,
    id: sent.id,
    timestamp: String(sent.timestamp),
  }
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => parts[name] ?? hole)
  parts.signature = createHmac(way.algorithm, secret ?? way.secret)
    .update(fill(way.over))
    .digest(way.encoding)
  return fill(way.text ?? '{signature}')
}
