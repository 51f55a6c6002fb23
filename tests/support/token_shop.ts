import type { Auth, SandboxOAuth, SandboxRequest, VendorSandbox } from '#kit'
import { openVendorSession } from '#connections'
import type { SourceRequest } from '#connections/actions/connect_source'
import { readCredentials } from '#connections/credentials/credential_store'
import { withTenant } from '#foundation'
import { EMULATOR_NOW } from './emulator.js'
import { givenOrganization } from './organizations.js'
import { givenSandboxSource } from './sandbox_sources.js'
import { givenSmallShop, PLAIN_OAUTH, type Shop } from './small_vendor.js'
import { JumpingClock } from './vendor_clock.js'

const ORDERS = {
  get: '/orders',
  records: 'rows',
  key: 'id',
  facts: {
    mode: 'event',
    date: 'record.day',
    entity: { kind: 'order', id: 'record.id', name: 'record.id' },
    metrics: { orders: '1' },
  },
} satisfies Shop['streams'][string]

export const CONSENT = {
  kind: 'oauth2',
  authorize: PLAIN_OAUTH.authorize,
  token: PLAIN_OAUTH.token,
  scopes: [{ id: 'orders', why: 'Reads orders.' }],
  sandbox: { clientId: 'client', clientSecret: 'secret' },
} satisfies Auth

interface TokenShop {
  auth: Auth
  oauth: Partial<SandboxOAuth>
  connector?: Partial<Shop>
  hosts?: string[]
  /** Where the vendor wants its token. */
  tokenIn?: (request: SandboxRequest) => string
  orders?: Partial<Shop['streams'][string]>
  reply?: VendorSandbox['reply']
}

const bearer = ({ headers }: SandboxRequest) => (headers.authorization ?? '').replace('Bearer ', '')

export type GivenTokenShop = Awaited<ReturnType<typeof givenTokenShop>>

/** A shop that wants a token, its authorization server, and a clock that both sides look at. */
export async function givenTokenShop(shop: TokenShop) {
  const { auth, oauth, connector = {}, hosts, tokenIn = bearer, orders = {} } = shop
  const clock = new JumpingClock(EMULATOR_NOW)
  const reply: VendorSandbox['reply'] = (request, world) =>
    world.grantOf(tokenIn(request)).status === 'valid'
      ? (shop.reply?.(request, world) ?? {
          status: 200,
          body: { rows: [{ id: 'a', day: '2026-11-10' }] },
        })
      : { status: 401, body: {} }
  const running = await givenSmallShop(
    {
      auth: { way: auth },
      check: { get: '/me' },
      streams: { orders: { ...ORDERS, ...orders } },
      ...connector,
    },
    {
      oauth: { ...PLAIN_OAUTH, ...oauth },
      reply,
      tokenOf: tokenIn,
      ...(hosts ? { hosts } : {}),
    },
    { now: clock.now }
  )
  const heard = listen(running.emulator)
  const connect = async (request: Partial<SourceRequest> = {}) => {
    const asked = { pluginId: 'acme/small' as const, connector: 'shop', clock, now: clock.now() }
    const organization = await givenOrganization()
    const { connection } = await givenSandboxSource({ ...asked, organization, ...request })
    const open = () =>
      openVendorSession(organization, connection.id, { correlationId: 'test', clock })
    const read = async (session?: Awaited<ReturnType<typeof open>>) => {
      const opened = session ?? (await open())
      const [account = null] = opened.accounts
      const stream = opened.connector.streams.get('orders')!
      const each = stream.definition.each ? account : null
      const pages = await Array.fromAsync(
        opened.read({ stream, account: each }, { today: '2026-11-20' })
      )
      return pages.flatMap(({ records }) => records).length
    }
    const secrets = () =>
      withTenant(organization.id, (tenant) => readCredentials(tenant, connection.id))
    return { organization, connection, open, read, secrets }
  }
  return { ...running, clock, heard, connect }
}

/** Every request as it arrives, credentials included. */
function listen(emulator: Awaited<ReturnType<typeof givenSmallShop>>['emulator']) {
  const heard: SandboxRequest[] = []
  const answer = emulator.answer.bind(emulator)
  emulator.answer = (request) => {
    heard.push(request)
    return answer(request)
  }
  return heard
}
