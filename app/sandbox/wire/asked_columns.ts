import type { WireColumns, WireEndpoint } from '#kit'
import { askedAt, type Asked } from './asked.js'
import { WireProblem } from './problem.js'

/** A column that the request wants: how it is called in the answer, and the hole that fills it. */
export interface AskedColumn {
  name: string
  hole: string
}

export interface AskedColumns {
  dimensions: AskedColumn[]
  metrics: AskedColumn[]
  /** Both, in the order of the request where it names them in one list. */
  columns: AskedColumn[]
}

/** The columns that the request wants, each known to the vendor. */
export function askedColumns({ dimensions, metrics }: WireEndpoint, asked: Asked): AskedColumns {
  if (dimensions && dimensions.at === metrics?.at) {
    const of = { ...dimensions.of, ...metrics.of }
    const columns = columnsOf({ ...dimensions, of }, asked)
    const isDimension = ({ hole }: AskedColumn) => Object.values(dimensions.of).includes(hole)
    return {
      columns,
      dimensions: columns.filter(isDimension),
      metrics: columns.filter((column) => !isDimension(column)),
    }
  }
  const own = { dimensions: columnsOf(dimensions, asked), metrics: columnsOf(metrics, asked) }
  return { ...own, columns: [...own.dimensions, ...own.metrics] }
}

const ALIAS = /^(.+?)\s+as\s+["`]?(\w+)["`]?$/is

function columnsOf(columns: WireColumns | undefined, asked: Asked): AskedColumn[] {
  if (!columns) {
    return []
  }
  const plain = new Map(
    Object.entries(columns.of).map(([name, hole]) => [withoutSpaces(name), hole])
  )
  return (namesAt(columns.at, asked) ?? columns.otherwise ?? []).map((told) => {
    const [, name = told, alias = name] = ALIAS.exec(told) ?? []
    const hole = columns.of[name] ?? plain.get(withoutSpaces(name))
    if (hole === undefined) {
      throw new WireProblem('unknownField', name, `there is no column '${name}'`)
    }
    return { name: alias, hole }
  })
}

const withoutSpaces = (expression: string) => expression.replaceAll(/\s+/g, '').toLowerCase()

/** The names in a place of the request; nothing where there are none. */
export function namesAt(place: string, asked: Asked): string[] | undefined {
  const found = askedAt(asked, place)
  if (found === undefined || found === null || found === '') {
    return undefined
  }
  const list = Array.isArray(found) ? found.map(String) : readList(String(found))
  return list.length > 0 ? list : undefined
}

/** A comma list, or the JSON list that some vendors want in a parameter, or one of rest.li: `List(a,b)`. */
const readList = (text: string): string[] =>
  text.startsWith('[')
    ? (JSON.parse(text) as string[])
    : outside(text.replace(/^List\((.*)\)$/, '$1')).map((name) => name.trim())

/** Cut at the commas outside of brackets: `max(a, min(b, c)), d` are two. */
function outside(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (letter === ',' && depth === 0) {
      parts.push('')
    } else {
      parts[parts.length - 1] += letter
    }
  }
  return parts
}
