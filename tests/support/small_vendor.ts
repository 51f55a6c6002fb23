import type { ApiConnector, Plugin, SandboxOAuth, VendorSandbox } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import type { StartOptions } from '#sandbox'
import { givenEmulator } from './emulator.js'
import { reachSandboxAt } from './sandbox_sources.js'

/** An authorization server that shares its host with the API and asks for nothing special. */
export const PLAIN_OAUTH: SandboxOAuth = {
  authorize: 'https://small.test/authorize',
  token: 'https://small.test/token',
  accessTokenSeconds: 3600,
  clients: { client: 'secret' },
  login: 'owner@small.test',
  revokedLogins: [],
  descriptions: {},
}

/** The emulator of one small vendor, as the author of a plugin writes it. */
export const givenSmallVendor = (own: Partial<VendorSandbox>, options: StartOptions = {}) =>
  givenEmulator({
    ...options,
    vendors: [
      {
        plugin: 'acme/small',
        hosts: ['small.test'],
        paging: { records: 'rows', marker: { in: 'query', name: 'page' } },
        connections: [],
        reply: () => ({ status: 200, body: {} }),
        failure: (status) => ({ status }),
        ...own,
      },
    ],
  })

export type Shop = Omit<ApiConnector, 'kind' | 'title' | 'category' | 'http'> &
  Partial<Pick<ApiConnector, 'http'>>

/** The plugin of that vendor: one connector that hands out orders. */
export const smallShop = (connector: Shop, hosts: string[]): Plugin => ({
  id: 'acme/small',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Acme',
  summary: 'A shop.',
  licence: 'MIT',
  scopes: [
    ...hosts.map((host) => ({ id: `net:${host}`, why: 'Reads orders.' })),
    { id: 'metrics:write', why: 'Counts.' },
  ],
  connectors: {
    shop: {
      kind: 'api',
      title: 'Acme',
      category: 'commerce',
      http: { base: 'https://small.test', page: { by: 'none' } },
      ...connector,
    },
  },
})

/** The shop as the connector of this installation and as a vendor to call; `stop` ends both. */
export async function givenSmallShop(
  connector: Shop,
  vendor: Partial<VendorSandbox>,
  { hooks, ...options }: StartOptions & { hooks?: string } = {}
) {
  const manifest = { ...smallShop(connector, vendor.hosts ?? ['small.test']), hooks }
  const plugins = await loadPlugins({ shop: { Plugin: async () => ({ default: manifest }) } })
  const leave = useRegistry(new PluginRegistry(plugins))
  const emulator = await givenSmallVendor(vendor, options)
  const depart = reachSandboxAt(emulator.url)
  const stop = async () => {
    depart()
    leave()
    await emulator.stop()
  }
  return { ...emulator, stop }
}
