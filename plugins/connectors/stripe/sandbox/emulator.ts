import {
  defineVendorSandbox,
  type SandboxReply,
  type SandboxRequest,
  type SandboxWorld,
} from '#kit'
import { authenticate, namespaceOf, SECRET_KEY } from './access.js'
import { booksOf, type Books } from './books.js'
import { deliveries, EVENTS } from './deliveries.js'
import { failureBody, Rejected } from './errors.js'
import { API_VERSION } from './events.js'
import { writerFor } from './expand.js'
import type { Entry } from './ledger.js'
import { listPage, singular } from './lists.js'
import { isEndpointChange, webhookEndpoint } from './webhook_endpoints.js'

const EVENT_SECONDS = 30 * 86_400

/** https://docs.stripe.com/api, in test mode. */
export default defineVendorSandbox({
  plugin: 'stripe/payments',
  hosts: ['api.stripe.com'],
  paging: { records: 'data', more: 'has_more', marker: { in: 'query', name: 'starting_after' } },
  // https://docs.stripe.com/rate-limits: 25 operations a second in a sandbox.
  requestsPerSecond: 25,
  connections: [
    {
      slug: 'stripe',
      name: 'Stripe',
      connector: 'payments',
      auth: 'key',
      credentials: { apiKey: SECRET_KEY },
    },
  ],
  namespaceOf,
  failure: failureBody,
  reply,
  events: EVENTS,
  deliveries,
})

function reply(request: SandboxRequest, world: SandboxWorld): SandboxReply {
  try {
    authenticate(request, world)
    const headers = {
      'request-id': 'req_1TbSqaEZpD6kXrae',
      'stripe-version': request.headers['stripe-version'] ?? API_VERSION,
    }
    const isWritten = isEndpointChange(request)
    return {
      status: 200,
      headers,
      body: isWritten ? webhookEndpoint(request) : route(request, world),
    }
  } catch (error) {
    if (error instanceof Rejected) {
      return error.reply()
    }
    throw error
  }
}

function route(request: SandboxRequest, world: SandboxWorld) {
  const [, version, name, id] = request.path.split('/')
  const now = Math.floor(world.now.getTime() / 1000)
  const books = booksOf(world.business)
  if (version !== 'v1' || request.method !== 'GET') {
    throw unrecognized(request)
  }
  if (name === 'account') {
    return ACCOUNT
  }
  if (name === 'balance') {
    return balance(books, now)
  }
  const book = books.lists[name]
  if (!book) {
    throw unrecognized(request)
  }
  if (id !== undefined) {
    return retrieve({ name, id, now }, books)
  }
  const shows = visibility({ name, now, books }, request)
  const write = writerFor(books, request.query, now)
  return listPage({ name, book, query: request.query, now, shows, write })
}

interface Shelf {
  name: string
  now: number
  books: Books
}

function visibility(
  { name, now, books }: Shelf,
  { query }: SandboxRequest
): (entry: Entry) => boolean {
  if (name === 'events') {
    // https://docs.stripe.com/api/events/list: going back up to 30 days.
    return ({ created }) => created > now - EVENT_SECONDS
  }
  if (name === 'subscriptions') {
    const status = query.get('status') ?? 'active'
    const ended = books.endedSubscriptions(now)
    return ({ id }) => status === 'all' || ended.has(id) === (status === 'canceled')
  }
  return () => true
}

function retrieve({ name, id, now }: { name: string; id: string; now: number }, { lists }: Books) {
  const position = lists[name].positions.get(id)
  const entry = position === undefined ? undefined : lists[name].entries[position]
  if (!entry || entry.created > now) {
    throw new Rejected(404, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'id',
      message: `No such ${singular(name)}: '${id}'`,
    })
  }
  return entry.render(now)
}

/** https://docs.stripe.com/api/balance/balance_object */
function balance({ movements }: Books, now: number) {
  const sums = new Map<string, { available: number; pending: number }>()
  for (const { at, currency, amount, fee, type } of movements) {
    if (at <= now) {
      const sum = sums.get(currency) ?? { available: 0, pending: 0 }
      const part = type === 'charge' && at > now - 2 * 86_400 ? 'pending' : 'available'
      sum[part] += amount - fee
      sums.set(currency, sum)
    }
  }
  const write = (part: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[part],
      currency: currency.toLowerCase(),
      source_types: { card: sum[part] },
    }))
  return {
    object: 'balance',
    available: write('available'),
    livemode: false,
    pending: write('pending'),
  }
}

const ACCOUNT = {
  id: 'acct_1HarborCoffeeBV',
  object: 'account',
  business_profile: { mcc: '5499', name: 'Harbor Coffee', url: 'https://harbor-coffee.example' },
  business_type: 'company',
  charges_enabled: true,
  country: 'NL',
  created: 1_704_099_600,
  default_currency: 'eur',
  details_submitted: true,
  email: 'finance@harbor-coffee.example',
  payouts_enabled: true,
  settings: { dashboard: { display_name: 'Harbor Coffee', timezone: 'Europe/Amsterdam' } },
  type: 'standard',
}

const unrecognized = ({ method, path }: SandboxRequest) =>
  new Rejected(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://docs.stripe.com or we can help at https://support.stripe.com/.`,
  })
