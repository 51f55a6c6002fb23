import { createHmac } from 'node:crypto'
import { ConnectSource } from '#connections'
import { readCredentials } from '#connections/credentials/credential_store'
import { withTenant } from '#foundation'
import type { Plugin, WebhookConnector } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { ProcessDeliveries } from '#webhooks'
import { givenOrganization } from './organizations.js'

/** A till that sends each sale, signed with the time of sending, and can be asked for nothing. */
const TILL: WebhookConnector = {
  kind: 'webhook',
  title: 'Acme till',
  category: 'payments',
  channel: 'Acme',
  webhooks: {
    verify: {
      kind: 'hmac',
      algorithm: 'sha256',
      key: '{credentials.webhookSecret}',
      signature: 'split(after(webhook.headers["x-signature"], "v1="), ",")',
      over: '{webhook.headers["x-time"]}.{body}',
      at: 'webhook.headers["x-time"]',
    },
    secret: { from: 'generated' },
    id: 'webhook.body.id',
    challenge:
      'webhook.body.challenge != null ? webhook.body.challenge : webhook.query["hub.challenge"]',
    reply: { ResultCode: 0, id: '{webhook.body.id}' },
    routes: [
      {
        when: 'webhook.body.type == "sale"',
        stream: 'sales',
        records: 'sales',
        version: 'record.updated',
      },
    ],
    streams: {
      sales: {
        title: 'Sales',
        key: 'id',
        facts: {
          mode: 'event',
          date: 'record.at',
          currency: 'record.currency',
          entity: { kind: 'sale', id: 'record.id', name: 'record.id' },
          metrics: { orders: '1', revenue: 'micros(record.total)' },
        },
      },
    },
  },
}

const tillPlugin = (webhooks: Partial<WebhookConnector['webhooks']>): Plugin => ({
  id: 'acme/till',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Acme till',
  summary: 'Sales as they happen.',
  licence: 'MIT',
  scopes: [{ id: 'metrics:write', why: 'Counts sales.' }],
  connectors: { till: { ...TILL, webhooks: { ...TILL.webhooks, ...webhooks } } },
})

/** Puts the till among the sources of this installation; answers how to end that. */
export async function givenTills(webhooks: Partial<WebhookConnector['webhooks']> = {}) {
  const manifest = tillPlugin(webhooks)
  const plugins = await loadPlugins({ till: { Plugin: async () => ({ default: manifest }) } })
  return useRegistry(new PluginRegistry(plugins))
}

export interface Sale {
  id: string
  total: number | string
  at?: string
  updated?: number | string
  currency?: string
}

interface Sending {
  /** Seconds since 1970 at which it was signed. */
  at?: number
  secret?: string
  headers?: Record<string, string>
  /** Changes the bytes after they were signed. */
  tamper?: (body: string) => string
}

const DEFAULTS = { at: '2026-11-20T10:00:00Z', currency: 'EUR', updated: 1 }

/** A connected till, with verbs to send what it would and to look at what became of it. */
export async function givenTill() {
  const organization = await givenOrganization()
  const { connection } = await new ConnectSource().execute({
    organization,
    actor: { id: null },
    pluginId: 'acme/till',
    connector: 'till',
    mode: 'live',
    now: new Date(),
  })
  const secrets = await withTenant(organization.id, (tenant) =>
    readCredentials(tenant, connection.id)
  )
  return new Till(organization.id, connection.id, {
    address: `${process.env.APP_URL}/hooks/${secrets.webhookToken.value}`,
    secret: secrets.webhookSecret.value,
  })
}

export class Till {
  constructor(
    readonly organizationId: string,
    readonly connectionId: string,
    readonly access: { address: string; secret: string }
  ) {}

  query<Row = Record<string, unknown>>(text: string, values: unknown[] = []) {
    return withTenant(this.organizationId, async (tenant) => {
      const { rows } = await tenant.query<Row>(text, values)
      return rows
    })
  }

  send(body: object, sending: Sending = {}) {
    return this.post(JSON.stringify(body), sending)
  }

  sell(id: string, sales: Sale[], sending: Sending = {}) {
    const complete = sales.map((sale) => ({ ...DEFAULTS, ...sale }))
    return this.send({ id, type: 'sale', sales: complete }, sending)
  }

  async post(text: string, { at, secret, headers, tamper = (body) => body }: Sending = {}) {
    const time = String(at ?? Math.floor(Date.now() / 1_000))
    const signature = createHmac('sha256', secret ?? this.access.secret)
      .update(`${time}.${text}`)
      .digest('hex')
    const response = await fetch(this.access.address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-time': time,
        'x-signature': `v1=0000,${signature}`,
        ...headers,
      },
      body: tamper(text),
    })
    const answer = await response.text()
    return { status: response.status, answer, code: codeIn(answer) }
  }

  work(now: Date = new Date()) {
    const { organizationId, connectionId } = this
    return new ProcessDeliveries(() => now).execute({ organizationId, connectionId })
  }

  deliveries() {
    return this.query<{ event: string; outcome: string; code: string | null; times: number }>(
      `SELECT event_id AS event, outcome, code, times FROM webhook_deliveries ORDER BY received_at, id`
    )
  }

  /** Revenue in whole units by sale. */
  async revenue(): Promise<Record<string, number>> {
    const rows = await this.query<{ id: string; revenue: number }>(
      `SELECT e.external_id AS id, (f.m01 / 1000000)::float8 AS revenue FROM facts f
         JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id
       ORDER BY 1`
    )
    return Object.fromEntries(rows.map(({ id, revenue }) => [id, revenue]))
  }
}

function codeIn(answer: string): string | undefined {
  return answer.startsWith('{') ? (JSON.parse(answer) as { code?: string }).code : undefined
}
