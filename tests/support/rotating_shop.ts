import type { Plugin, VendorSandbox } from '#kit'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { reachSandboxAt } from './sandbox_sources.js'
import { givenSmallVendor, PLAIN_OAUTH } from './small_vendor.js'

/** A shop that is read by consent, and whose refresh tokens serve once. */
const MANIFEST: Plugin = {
  id: 'acme/small',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Acme',
  summary: 'A shop.',
  licence: 'MIT',
  scopes: [
    { id: 'net:small.test', why: 'Reads orders.' },
    { id: 'metrics:write', why: 'Counts.' },
  ],
  connectors: {
    shop: {
      kind: 'api',
      title: 'Acme',
      category: 'commerce',
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: PLAIN_OAUTH.authorize,
          token: PLAIN_OAUTH.token,
          scopes: [{ id: 'orders', why: 'Reads orders.' }],
          rotates: true,
          sandbox: { clientId: 'client', clientSecret: 'secret' },
        },
      },
      http: { base: 'https://small.test', page: { by: 'none' } },
      check: { get: '/me' },
      streams: {
        orders: {
          get: '/orders',
          records: 'rows',
          key: 'id',
          facts: {
            mode: 'event',
            date: 'record.day',
            entity: { kind: 'order', id: 'record.id', name: 'record.id' },
            metrics: { orders: '1' },
          },
        },
      },
    },
  },
}

const reply: VendorSandbox['reply'] = ({ headers }, { grantOf }) => {
  const token = headers.authorization?.replace('Bearer ', '') ?? ''
  return grantOf(token).status === 'valid'
    ? { status: 200, body: { rows: [{ id: 'a', day: '2026-11-10' }] } }
    : { status: 401, body: {} }
}

/** The shop as a connector of this installation and as a vendor to call. */
export async function givenRotatingShop() {
  const plugins = await loadPlugins({ shop: { Plugin: async () => ({ default: MANIFEST }) } })
  const leave = useRegistry(new PluginRegistry(plugins))
  const oauth = { ...PLAIN_OAUTH, rotatesRefreshTokens: true as const }
  const emulator = await givenSmallVendor({ oauth, reply })
  const depart = reachSandboxAt(emulator.url)
  const stop = async () => {
    depart()
    leave()
    await emulator.stop()
  }
  return { ...emulator, stop }
}
