import type { WireOrder } from '#kit'
import { compileHole } from './holes.js'
import { within, type Scope } from './scope.js'
import { askedAt, type Asked } from './asked.js'
import { WireProblem } from './problem.js'

type Row = Record<string, unknown>

interface Sorting {
  /** Order of the wire: `sentAt`, `-sentAt`. */
  sort?: string
  /** Order that the request may name. */
  order?: WireOrder
}

/** The rows in the order that the request names, else in the one of the wire. */
export function sortRows(
  rows: Row[],
  { sort, order }: Sorting,
  scene: { asked: Asked; scope: Scope }
) {
  const wanted = orderIn(order, scene.asked) ?? sort
  if (!wanted) {
    return rows
  }
  const read = compileHole(wanted.replace(/^-/, ''))
  const direction = wanted.startsWith('-') ? -1 : 1
  return rows
    .map((row) => ({ row, value: read(within(scene.scope, row)) }))
    .sort((one, other) => direction * compare(one.value, other.value))
    .map(({ row }) => row)
}

function orderIn(order: WireOrder | undefined, asked: Asked): string | undefined {
  const told = order && (askedAt(asked, order.at) ?? order.otherwise)
  return order && told ? readOrder(String(told), order, asked) : undefined
}

const NAMED = /^(-?)(.*?)(?:\s+(asc|desc|ascending|descending))?$/i

function readOrder(told: string, order: WireOrder, asked: Asked): string {
  const [first] = told.split(',')
  const [, minus, name, word] = NAMED.exec(first.trim())!
  const field = order.of[name]
  if (field === undefined) {
    throw new WireProblem('invalidParameter', order.at, `'${name}' is nothing to sort by`)
  }
  const direction = word ?? (order.direction ? askedAt(asked, order.direction) : undefined)
  const isDown = minus === '-' || /^(desc|true)/i.test(String(direction))
  return isDown === field.startsWith('-') ? field.replace(/^-/, '') : `-${field.replace(/^-/, '')}`
}

function compare(one: unknown, other: unknown): number {
  return one === other ? 0 : (one as string) < (other as string) ? -1 : 1
}
