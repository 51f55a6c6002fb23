import type { UnixSeconds } from '#kit'
import type { Books } from './books.js'
import { badParameter } from './errors.js'
import type { Entry } from './ledger.js'

/** Which list an id belongs to, by its prefix. */
const LISTS: Record<string, string> = {
  ch: 'charges',
  re: 'refunds',
  du: 'disputes',
  po: 'payouts',
  txn: 'balance_transactions',
  cus: 'customers',
  sub: 'subscriptions',
}
const EXPANDABLE = ['source', 'balance_transaction', 'customer', 'charge']

/** https://docs.stripe.com/api/expanding_objects, one level deep, in lists. */
export function writerFor(books: Books, query: URLSearchParams, now: UnixSeconds) {
  const names = [...query]
    .filter(([key]) => /^expand\[\d*\]$/.test(key))
    .map(([, path]) => fieldOf(path))
  return (entry: Entry) => {
    const object = entry.render(now)
    for (const name of names) {
      object[name] = find(books, object[name], now) ?? object[name]
    }
    return object
  }
}

function fieldOf(path: string): string {
  const field = path.replace(/^data\./, '')
  if (!EXPANDABLE.includes(field)) {
    const message = `This property cannot be expanded (${path}). You may want to try expanding something else.`
    throw badParameter('parameter_invalid', 'expand', message)
  }
  return field
}

function find({ lists }: Books, id: unknown, now: UnixSeconds) {
  const book = typeof id === 'string' ? lists[LISTS[id.split('_')[0]]] : undefined
  const position = book?.positions.get(id as string)
  return position === undefined ? undefined : book!.entries[position].render(now)
}
