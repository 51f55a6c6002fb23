import type { WireEndpoint, WireGraphQLField } from '#kit'
import type { Asked } from './asked.js'
import { withValueAt } from './places.js'

type Row = Record<string, unknown>
type RowSource = WireEndpoint | WireGraphQLField

/** Lists of one series that are remembered: those whose pages are being read. */
const MOST_LISTS = 16

const known = new WeakMap<object, Map<string, Row[]>>()
const numbers = new WeakMap<RowSource, number>()
let sources = 0

/**
 * The rows of a list, made once for all of its pages: only where the page begins and how long it is may differ. A series is a
 * new list of records every hour, so nothing is remembered for longer.
 */
export function remembered(
  { series, source, asked }: { series: object; source: RowSource; asked: Asked },
  make: () => Row[]
): Row[] {
  const lists = known.get(series) ?? new Map<string, Row[]>()
  known.set(series, lists)
  const key = keyOf(source, asked)
  const rows = lists.get(key) ?? make()
  lists.delete(key)
  lists.set(key, rows)
  if (lists.size > MOST_LISTS) {
    lists.delete(lists.keys().next().value!)
  }
  return rows
}

function keyOf(source: RowSource, { path, query, body, form, arguments: given, filters }: Asked) {
  const number = numbers.get(source) ?? ++sources
  numbers.set(source, number)
  const values = filters.map(({ value }) => value)
  const asked = [source.paging?.at, source.paging?.size].reduce<unknown>(
    (told, place) => (place ? without(told, place) : told),
    { query, body, form, arguments: given }
  )
  return JSON.stringify([number, path, asked, values])
}

/** `offset` and `query.offset` are parameters, `body.limit` and `arguments.first` stand where they say. */
function without(asked: unknown, place: string): unknown {
  const isWhole = /^(query|body|form|arguments)\./.test(place)
  return isWhole
    ? withValueAt(asked, place, undefined)
    : { ...(asked as object), query: { ...(asked as { query: object }).query, [place]: undefined } }
}
