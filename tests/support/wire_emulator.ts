import type { VendorWire } from '#kit'
import { Emulator } from '#sandbox/emulator/emulator'
import { sandboxOfWire } from '#sandbox/wire/load_wire'
import { WIRE_NOW } from './wires.js'

const WIRE: VendorWire = {
  docs: 'https://vendor.example/docs',
  hosts: ['api.vendor.example'],
  auth: { kind: 'none' },
  endpoints: [],
  errors: { default: { error: '{{problem.name}}' } },
}

export interface Heard {
  status: number
  headers?: Record<string, string>
  body: unknown
}

/** The emulator with nothing but these wires, asked without a socket. */
export function givenWireEmulator(...wires: Partial<VendorWire>[]) {
  const vendors = wires.map((wire, index) => ({
    ...sandboxOfWire({ folder: '/', wire: { ...WIRE, ...wire } }),
    plugin: `test/wire${index}` as const,
  }))
  const emulator = new Emulator({ vendors, now: () => WIRE_NOW, limitsRates: true, pageSize: 2 })
  const ask = (
    method: string,
    address: string,
    asking: { headers?: Record<string, string>; body?: string } = {}
  ): Heard => {
    const url = new URL(address)
    const effect = emulator.answer({
      method,
      host: url.host,
      path: url.pathname,
      query: url.searchParams,
      headers: asking.headers ?? {},
      body: asking.body ?? '',
    })
    return 'reply' in effect ? effect.reply : { status: 0, body: effect.do }
  }
  return {
    emulator,
    ask,
    get: (address: string, headers?: Record<string, string>) => ask('GET', address, { headers }),
  }
}
