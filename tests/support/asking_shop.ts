import type { SandboxRequest, VendorSandbox } from '#kit'
import { givenSmallShop } from './small_vendor.js'

const ORDERS = [
  { id: 'first', day: '2026-08-01', status: 'paid' },
  { id: 'paid', day: '2026-11-10', status: 'paid' },
  { id: 'open', day: '2026-11-11', status: 'open' },
]

/** A shop that asks which orders to read. `status` decides what comes, `shop` is only checked, `label` is nobody's business. */
const CONNECTOR = {
  auth: {
    key: {
      kind: 'apiKey',
      fields: { apiKey: { label: 'Key', secret: true } },
      headers: { authorization: '{credentials.apiKey}' },
      sandbox: { apiKey: 'planted-key' },
    },
  },
  settings: {
    type: 'object',
    properties: {
      shop: { type: 'string', title: 'Shop', default: 'harbor' },
      status: { type: 'string', title: 'Orders', enum: ['paid', 'any'], default: 'paid' },
      label: { type: 'string', title: 'Label', maxLength: 8 },
    },
  },
  check: { get: '/shops/{settings.shop}' },
  streams: {
    orders: {
      get: '/orders',
      query: { status: '{settings.status}', from: '{window.from}', to: '{window.to}' },
      records: 'rows',
      key: 'id',
      cursor: { field: 'day', earliest: 'P14D' },
      facts: {
        mode: 'event',
        date: 'record.day',
        entity: { kind: 'order', id: 'record.id', name: 'record.id' },
        metrics: { orders: '1' },
      },
    },
  },
} satisfies Parameters<typeof givenSmallShop>[0]

/** The shop's interface: knows one shop, and hands out the orders that were asked for. */
const reply: VendorSandbox['reply'] = ({ path, query }: SandboxRequest) => {
  if (path !== '/orders') {
    const isKnown = path === '/shops/harbor' || path === '/shops/pier'
    return { status: isKnown ? 200 : 404, body: {} }
  }
  const rows = ORDERS.filter(
    ({ day, status }) =>
      day >= query.get('from')! &&
      day <= query.get('to')! &&
      ['any', status].includes(query.get('status')!)
  )
  return { status: 200, body: { rows } }
}

/** The shop as a connector of this installation and as a vendor to call; answers how to end both. */
export async function givenAskingShop() {
  const { stop } = await givenSmallShop(CONNECTOR, { reply })
  return stop
}
