import type { Webhooks } from '#kit'

/** `t=1492774577,v1=5257a8…,v0=…`: https://docs.stripe.com/webhooks#verify-manually. With a rolled secret there are several v1. */
const HEADER = 'webhook.headers["stripe-signature"]'
const SENT_AT = `before(after(${HEADER}, "t="), ",")`

/** New objects are read with their list, changes of earlier ones with the events. */
const NEW = {
  charges: ['charge.succeeded', 'charge.failed', 'charge.pending'],
  customers: ['customer.created'],
  subscriptions: ['customer.subscription.created'],
  invoices: ['invoice.created'],
  disputes: ['charge.dispute.created'],
  refunds: ['refund.created'],
}
const CHANGED = [
  'charge.captured',
  'charge.expired',
  'charge.refunded',
  'charge.updated',
  'charge.dispute.closed',
  'charge.dispute.updated',
  'customer.subscription.deleted',
  'customer.subscription.updated',
  'invoice.finalized',
  'invoice.paid',
  'invoice.voided',
  'refund.failed',
  'refund.updated',
]

const isOne = (types: string[]) => `webhook.body.type in ${JSON.stringify(types)}`

const events = [...Object.values(NEW).flat(), ...CHANGED]

export const webhooks: Webhooks = {
  verify: {
    kind: 'hmac',
    algorithm: 'sha256',
    key: '{credentials.webhookSecret}',
    signature: `split(${HEADER}, ",").filter(part, part.startsWith("v1=")).map(part, after(part, "v1="))`,
    over: `{${SENT_AT}}.{body}`,
    at: SENT_AT,
  },
  secret: {
    from: 'vendor',
    label: 'Signing secret',
    help: 'In the Stripe dashboard, on the page of the endpoint. It begins with whsec_.',
    answer: 'secret',
  },
  id: 'webhook.body.id',
  // What arrives is only a reason to ask: the order of events is not guaranteed.
  routes: [
    ...Object.entries(NEW).map(([stream, types]) => ({ when: isOne(types), stream })),
    { when: isOne(CHANGED), stream: 'events' },
  ],
  setup:
    'To have it entered automatically, give the key permission to write webhook endpoints and reconnect. Otherwise add this address in Stripe under Developers, Webhooks, and enter its signing secret here.',
  // https://docs.stripe.com/api/webhook_endpoints/create
  register: {
    create: {
      post: '/v1/webhook_endpoints',
      form: {
        url: '{webhook.url}',
        description: 'Quarterdeck',
        ...Object.fromEntries(events.map((type, at) => [`enabled_events[${at}]`, type])),
      },
    },
    id: 'id',
    remove: { delete: '/v1/webhook_endpoints/{webhook.registered}' },
  },
}
