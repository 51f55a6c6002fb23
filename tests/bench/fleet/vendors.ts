import type { Http, Plugin, SandboxReply, SandboxRequest, VendorSandbox } from '#kit'

type Limit = NonNullable<Http['limits']>[number] & { requests: number; every: string }

/** Limits as vendors have them. Those of an app are shared by every organization; the hourly one is nearly used up. */
const LIMITS: Limit[] = [
  { per: 'connection', requests: 5, every: 'PT1S' },
  { per: 'app', requests: 10, every: 'PT1S' },
  { per: 'connection', requests: 30, every: 'PT1M' },
  { per: 'app', requests: 60, every: 'PT1M' },
  { per: 'connection', requests: 2, every: 'PT1S' },
  { per: 'app', requests: 100, every: 'PT1H' },
]

const PAGE_ROWS = 20
/** The vendor that is down in the second half of the day. */
export const FAILING = 1

/** What a vendor saw, as it would count it. */
export interface SeenRequest {
  vendor: number
  connection: string
  at: number
}

export const limitOf = (vendor: number): Limit => LIMITS[vendor % LIMITS.length]
export const pluginOf = (vendor: number): `${string}/${string}` => `fleet/vendor-${vendor}`
const hostOf = (vendor: number) => `v${vendor}.fleet.test`

export function manifestOf(vendor: number): Plugin {
  return {
    id: pluginOf(vendor),
    version: '1.0.0',
    sdk: '^1.0',
    title: `Vendor ${vendor}`,
    summary: 'One of a fleet.',
    licence: 'MIT',
    scopes: [
      { id: `net:${hostOf(vendor)}`, why: 'Reads campaigns.' },
      { id: 'metrics:write', why: 'Counts clicks.' },
    ],
    connectors: {
      ads: {
        kind: 'api',
        title: `Vendor ${vendor}`,
        category: 'ads',
        auth: {
          key: {
            kind: 'apiKey',
            fields: { apiKey: { label: 'Key', secret: true } },
            headers: { Authorization: 'Bearer {credentials.apiKey}' },
          },
        },
        http: {
          base: `https://${hostOf(vendor)}`,
          page: { by: 'cursor', next: 'next', parameter: 'after' },
          limits: [limitOf(vendor)],
        },
        check: { get: '/me' },
        streams: {
          days: {
            get: '/days',
            query: { from: '{window.from}', to: '{window.to}' },
            records: 'rows',
            key: ['campaign', 'day'],
            cursor: { field: 'day', lookback: 'P1D', earliest: 'P1D' },
            facts: {
              mode: 'daily',
              date: 'record.day',
              entity: { kind: 'campaign', id: 'record.campaign', name: 'record.campaign' },
              metrics: { clicks: 'record.clicks' },
            },
          },
        },
      },
    },
  }
}

/** The vendors of a fleet, which remember when they were asked by whom, and may be down. */
export class FleetVendors {
  readonly seen: SeenRequest[] = []
  failing: number | null = null

  constructor(
    private readonly now: () => Date,
    /** Pages of an account, by its key. */
    private readonly pagesOf: (key: string) => number
  ) {}

  sandbox(vendor: number): VendorSandbox {
    return {
      plugin: pluginOf(vendor),
      hosts: [hostOf(vendor)],
      paging: { records: 'rows', next: 'next', marker: { in: 'query', name: 'after' } },
      connections: [],
      reply: (request) => this.#reply(vendor, request),
      failure: (status) => ({ status }),
    }
  }

  #reply(vendor: number, { query, headers }: SandboxRequest): SandboxReply {
    const connection = (headers.authorization ?? '').replace('Bearer ', '')
    this.seen.push({ vendor, connection, at: this.now().getTime() })
    if (this.failing === vendor) {
      return { status: 500, body: { error: 'down' } }
    }
    const page = Number(query.get('after') ?? 0)
    const day = query.get('to')!
    const rows = Array.from({ length: PAGE_ROWS }, (_, row) => ({
      campaign: `c${page}-${row}`,
      day,
      clicks: this.now().getUTCHours() + row,
    }))
    const next = page + 1 < this.pagesOf(connection) ? String(page + 1) : null
    return { status: 200, body: { rows, next } }
  }
}
