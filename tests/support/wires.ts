import { generateBusiness } from '#sandbox'
import type { SampleRow, SandboxReply, SandboxWorld, VendorWire } from '#kit'
import { WireEngine } from '#sandbox/wire/engine'

export const WIRE_NOW = new Date('2026-11-20T09:00:00Z')

const HOST = 'api.vendor.example'

interface Asking {
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
}

export interface SmallWire extends Partial<VendorWire> {
  /** Page files by name. */
  pages?: Record<string, unknown>
  /** Series that the small business has. */
  series?: Record<string, SampleRow[]>
}

/** A wire with two or three records behind it, and how to ask it. */
export function givenWire({ pages = {}, series = {}, ...definition }: SmallWire) {
  const wire: VendorWire = {
    docs: 'https://vendor.example/docs',
    auth: { kind: 'none' },
    endpoints: [],
    errors: { default: { error: '{{problem.name}}', about: '{{problem.value}}' } },
    ...definition,
  }
  const engine = new WireEngine(wire, (file) => pages[file])
  const world = worldWith(series)
  const ask = (method: string, address: string, asking: Asking = {}): SandboxReply => {
    const url = new URL(`https://${HOST}${address}`)
    Object.entries(asking.query ?? {}).forEach(([name, value]) => url.searchParams.set(name, value))
    const request = {
      method,
      host: HOST,
      path: url.pathname,
      query: url.searchParams,
      headers: asking.headers ?? {},
      body: typeof asking.body === 'string' ? asking.body : JSON.stringify(asking.body ?? ''),
    }
    return engine.reply(request, world)
  }
  return {
    engine,
    world,
    ask,
    get: (address: string, asking?: Asking) => ask('GET', address, asking),
  }
}

const business = generateBusiness({ now: WIRE_NOW, months: 1 })

/** A world whose business has the given series and nothing else. */
function worldWith(series: Record<string, SampleRow[]>): SandboxWorld {
  return {
    now: WIRE_NOW,
    business: { ...business, series: (name) => series[name] ?? business.series(name, WIRE_NOW) },
    grantOf: (token) =>
      token === 'good'
        ? { status: 'valid', login: 'noor', scope: 'read' }
        : { status: token === 'old' ? 'expired' : 'unknown' },
    isRevoked: (key) => key === 'revoked',
  }
}
