import type { SandboxRequest } from '#kit'
import { openVendorSession } from '#connections'
import { withTenant } from '#foundation'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { requestSync } from '#sync'
import type { SessionRequest } from '#sync/engine/open_session'
import { carryOut } from '#tests/support/carry_out'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop, smallShop, type Shop } from '#tests/support/small_vendor'
import { factsOf } from '#tests/support/stored_facts'
import { JumpingClock } from '#tests/support/vendor_clock'

const facts = (kind: string) => ({
  mode: 'daily' as const,
  date: 'record.day',
  entity: { kind, id: 'record.id', name: 'record.name' },
  metrics: { clicks: 'record.clicks' },
})

/**
 * A vendor whose numbers stand in lists beside their days, by campaign, and whose names are another call: what no expression of the
 * contract puts together. `plain` needs no hook.
 */
export const CONNECTOR = {
  auth: {
    key: {
      kind: 'apiKey',
      fields: { apiKey: { label: 'Key', secret: true } },
      sandbox: { apiKey: 'planted-key' },
    },
  },
  check: { get: '/me' },
  streams: {
    series: {
      get: '/series',
      records: '$',
      map: 'hooks.spread',
      key: ['id', 'day'],
      facts: { ...facts('campaign'), feeds: ['clicks'] },
    },
    plain: {
      get: '/plain',
      records: 'rows',
      key: ['id', 'day'],
      facts: { ...facts('post'), feeds: 'detail' },
    },
  },
} satisfies Shop

/** Puts days and numbers together, and asks for the names of the campaigns. */
export const SPREAD = `
export function* spread({ records: [{ days, clicks }] }) {
  const ids = Object.keys(clicks)
  const { body } = yield { call: { get: '/names', query: { ids: ids.join() } } }
  return ids.flatMap((id) =>
    days.map((day, at) => ({ id, day, name: body.names[id], clicks: clicks[id][at] }))
  )
}
`

const ANSWERS: Record<string, unknown> = {
  '/series': { days: ['2026-11-01', '2026-11-02'], clicks: { a: [3, 4], b: [5, 0] } },
  '/names': { names: { a: 'Autumn', b: 'Beans' } },
  '/plain': { rows: [{ id: 'p', day: '2026-11-01', name: 'Post', clicks: 9 }] },
}

/** The plugin in this installation, its vendor, and a source of it that is synced as a worker would. */
export class HookedShop {
  /** What the vendor was asked, check calls left out. */
  asked: string[] = []
  readonly clock = new JumpingClock(new Date('2026-11-20T12:00:00Z'))
  #ends: (() => unknown)[] = []
  #source!: Awaited<ReturnType<typeof givenSandboxSource>>

  static async given(hooks: string): Promise<HookedShop> {
    const shop = new HookedShop()
    const reply = (request: SandboxRequest) => shop.#reply(request)
    const { stop } = await givenSmallShop(CONNECTOR, { reply }, { hooks })
    const request = { pluginId: 'acme/small' as const, connector: 'shop', clock: shop.clock }
    shop.#ends.push(stop)
    shop.#source = await givenSandboxSource(request)
    return shop
  }

  /** Another hooks.js, as an update of the plugin brings it. */
  async update(hooks: string) {
    const manifest = { ...smallShop(CONNECTOR, ['small.test']), hooks }
    const plugins = await loadPlugins({ shop: { Plugin: async () => ({ default: manifest }) } })
    this.#ends.push(useRegistry(new PluginRegistry(plugins)))
  }

  async sync() {
    const { organization, connection } = this.#source
    const { clock } = this
    const request = {
      connectionId: connection.id,
      kind: 'manual' as const,
      requestedBy: null,
      now: clock.now(),
    }
    const { id } = await withTenant(organization.id, (tenant) => requestSync(tenant, request))
    return this.carryOut(id)
  }

  carryOut(runId: string) {
    const { clock } = this
    return carryOut(this.#source.organization, runId, {
      now: clock.now,
      openSession: ({ organizationId, connectionId, ...options }: SessionRequest) =>
        openVendorSession({ id: organizationId }, connectionId, { ...options, clock }),
    })
  }

  /** `Autumn 2026-11-01: 3`, by stream. */
  async clicks(): Promise<string[]> {
    const stored = await factsOf(this.#source.organization.id)
    return stored.map((row) => {
      const [stream, entity, , { day, m00 }] = JSON.parse(row)
      return `${stream} ${entity} ${day}: ${m00}`
    })
  }

  async stop() {
    for (const end of this.#ends.reverse()) {
      await end()
    }
  }

  #reply({ path, query }: SandboxRequest) {
    if (path === '/me') {
      return { status: 200, body: {} }
    }
    this.asked.push(query.size > 0 ? `${path}?${decodeURIComponent(String(query))}` : path)
    return path in ANSWERS
      ? { status: 200, body: ANSWERS[path] }
      : { status: 404, body: { error: 'gone' } }
  }
}
