import type { UnixSeconds } from '#kit'
import type { Book } from './books.js'
import { badParameter } from './errors.js'
import type { Entry } from './ledger.js'

/** https://docs.stripe.com/api/pagination */
const PAGING = ['limit', 'starting_after', 'ending_before', 'expand[]']
const DEFAULT_LIMIT = 10
const CREATED = ['created', 'created[gt]', 'created[gte]', 'created[lt]', 'created[lte]']

const FILTERS: Record<string, string[]> = {
  charges: ['customer', 'payment_intent'],
  refunds: ['charge', 'payment_intent'],
  disputes: ['charge', 'payment_intent'],
  balance_transactions: ['type', 'source', 'currency'],
  customers: ['email'],
  subscriptions: ['customer', 'status'],
  invoices: ['customer', 'subscription', 'status'],
  payouts: [],
  events: ['type', 'types[]'],
}

export interface Listing {
  name: string
  book: Book
  query: URLSearchParams
  now: UnixSeconds
  /** Further rule of one list, for example only the last thirty days. */
  shows: (entry: Entry) => boolean
  /** Writes an object out, with what the request wants expanded in it. */
  write: (entry: Entry) => unknown
}

/** One page, newest first, with the paging, the filters and the refusals that Stripe documents. */
export function listPage(listing: Listing) {
  const { name, query, write } = listing
  checkParameters(name, query)
  const limit = limitOf(query)
  const ascends = query.has('ending_before')
  const found = collect(listing, limit + 1)
  const page = found.slice(0, limit)
  const ordered = ascends ? page.reverse() : page
  return {
    object: 'list',
    data: ordered.map(write),
    has_more: found.length > limit,
    url: `/v1/${name}`,
  }
}

/** Walks from the cursor: to older entries, or with `ending_before` to newer ones. */
function collect({ name, book, query, now, shows }: Listing, wanted: number): Entry[] {
  const step = query.has('ending_before') ? 1 : -1
  const matches = matcher(name, query)
  const found: Entry[] = []
  let index = startOf(name, book, query) + step
  while (found.length < wanted && index >= 0 && index < book.entries.length) {
    const entry = book.entries[index]
    if (entry.created <= now && shows(entry) && matches(entry)) {
      found.push(entry)
    }
    index += step
  }
  return found
}

function startOf(name: string, { entries, positions }: Book, query: URLSearchParams): number {
  const parameter = query.has('ending_before') ? 'ending_before' : 'starting_after'
  const id = query.get(parameter)
  if (id === null) {
    return entries.length
  }
  const position = positions.get(id)
  if (position === undefined) {
    throw badParameter('resource_missing', parameter, `No such ${singular(name)}: '${id}'`)
  }
  return position
}

function checkParameters(name: string, query: URLSearchParams) {
  const allowed = [...PAGING, ...CREATED, ...FILTERS[name]]
  const unknown = [...query.keys()].find((key) => !allowed.includes(key.replace(/\[\d+\]$/, '[]')))
  if (unknown) {
    throw badParameter('parameter_unknown', unknown, `Received unknown parameter: ${unknown}`)
  }
  if (query.has('starting_after') && query.has('ending_before')) {
    const message =
      'Received both starting_after and ending_before parameters. Please pass in only one.'
    throw badParameter('parameter_invalid_string_empty', 'starting_after', message)
  }
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('limit')
  if (text === null) {
    return DEFAULT_LIMIT
  }
  const limit = Number(text)
  if (!Number.isInteger(limit)) {
    throw badParameter('parameter_invalid_integer', 'limit', `Invalid integer: ${text}`)
  }
  if (limit < 1 || limit > 100) {
    const bound = limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'
    const message = `This value must be ${bound} (it currently is '${limit}').`
    throw badParameter('parameter_invalid_integer', 'limit', message)
  }
  return limit
}

const COMPARISONS: Record<string, (created: number, bound: number) => boolean> = {
  'created': (created, bound) => created === bound,
  'created[gt]': (created, bound) => created > bound,
  'created[gte]': (created, bound) => created >= bound,
  'created[lt]': (created, bound) => created < bound,
  'created[lte]': (created, bound) => created <= bound,
}

function matcher(name: string, query: URLSearchParams): (entry: Entry) => boolean {
  const bounds = CREATED.filter((key) => query.has(key)).map((key) => ({
    holds: COMPARISONS[key],
    bound: boundOf(key, query.get(key)!),
  }))
  const equal = FILTERS[name].filter(
    (key) => query.has(key) && key !== 'status' && key !== 'types[]'
  )
  const types = query.getAll('types[]')
  return ({ created, filters }) =>
    bounds.every(({ holds, bound }) => holds(created, bound)) &&
    equal.every((key) => typeMatches(filters[key], query.get(key)!)) &&
    (types.length === 0 || types.some((type) => typeMatches(filters.type, type)))
}

/** Event types may end in a star. */
function typeMatches(actual: string, wanted: string): boolean {
  return wanted.endsWith('*') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted
}

function boundOf(key: string, text: string): number {
  const bound = Number(text)
  if (!Number.isInteger(bound)) {
    throw badParameter('parameter_invalid_integer', key, `Invalid integer: ${text}`)
  }
  return bound
}

export const singular = (name: string) => name.replace(/ies$/, 'y').replace(/s$/, '')
