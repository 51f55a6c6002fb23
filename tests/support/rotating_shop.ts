import type { VendorSandbox } from '#kit'
import { givenSmallShop, PLAIN_OAUTH } from './small_vendor.js'

/** A shop that is read by consent, and whose refresh tokens serve once. */
const CONNECTOR = {
  auth: {
    consent: {
      kind: 'oauth2',
      authorize: PLAIN_OAUTH.authorize,
      token: PLAIN_OAUTH.token,
      scopes: [{ id: 'orders', why: 'Reads orders.' }],
      sandbox: { clientId: 'client', clientSecret: 'secret' },
    },
  },
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
} satisfies Parameters<typeof givenSmallShop>[0]

const reply: VendorSandbox['reply'] = ({ headers }, { grantOf }) => {
  const token = headers.authorization?.replace('Bearer ', '') ?? ''
  return grantOf(token).status === 'valid'
    ? { status: 200, body: { rows: [{ id: 'a', day: '2026-11-10' }] } }
    : { status: 401, body: {} }
}

/** The shop as a connector of this installation and as a vendor to call. */
export function givenRotatingShop() {
  const oauth = { ...PLAIN_OAUTH, rotatesRefreshTokens: true as const }
  return givenSmallShop(CONNECTOR, { oauth, reply })
}
