import type { WireColumns, WireEndpoint } from '#kit'
import { compileText } from './holes.js'
import { within, type Scope } from './scope.js'
import { askedAt, type Asked } from './parameters.js'
import { withValueAt } from './places.js'
import { WireProblem } from './problem.js'

type Row = Record<string, unknown>

export interface Column {
  name: string
  value?: unknown
}

/** The names that the request wants, each known to the vendor. */
export function columnsOf(columns: WireColumns | undefined, asked: Asked): string[] {
  if (!columns) {
    return []
  }
  const names = namesAt(columns.at, asked) ?? columns.otherwise ?? []
  const unknown = names.find((name) => !(name in columns.of))
  if (unknown !== undefined) {
    throw new WireProblem('unknownField', unknown, `there is no column '${unknown}'`)
  }
  return names
}

function namesAt(place: string, asked: Asked): string[] | undefined {
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
    : text
        .replace(/^List\((.*)\)$/, '$1')
        .split(',')
        .map((name) => name.trim())

/** Rows that agree in the fields become one, numbers added up; `members` are those it was made of. */
export function groupBy(rows: Row[], keyOf: (row: Row) => string): Row[] {
  const groups = new Map<string, Row>()
  for (const row of rows) {
    const key = keyOf(row)
    const sum = groups.get(key)
    if (sum) {
      addTo(sum, row)
      ;(sum.members as Row[]).push(row)
    } else {
      groups.set(key, { ...row, members: [row] })
    }
  }
  return [...groups.values()]
}

/** Moments and hours are no amounts: they stay those of the first row. */
const isAmount = (name: string, value: unknown): value is number =>
  typeof value === 'number' && !/(^at|At|^hour|Price|^index)$/.test(name)

function addTo(sum: Row, row: Row) {
  for (const [name, value] of Object.entries(row)) {
    if (isAmount(name, value)) {
      sum[name] = Number(sum[name] ?? 0) + value
    }
  }
}

/** Adds up by what the endpoint or the request says; the requested columns become lists that the page can repeat. */
export function grouped(
  endpoint: WireEndpoint,
  rows: Row[],
  scene: { asked: Asked; scope: Scope }
): Row[] {
  const { asked, scope } = scene
  const sums = endpoint.group || endpoint.dimensions ? addedUp(endpoint, rows, scene) : rows
  return endpoint.dimensions || endpoint.metrics
    ? sums.map((row) => withColumns(row, { endpoint, asked, scope }))
    : sums
}

function addedUp(
  { group = [], dimensions }: WireEndpoint,
  rows: Row[],
  { asked, scope }: { asked: Asked; scope: Scope }
): Row[] {
  const readers = columnsOf(dimensions, asked).map((name) => compileText(dimensions!.of[name]))
  return stepsOf(group).reduce((summed, fields) => {
    const keyOf = (row: Row) => {
      const seen = within(scope, row)
      return JSON.stringify([
        ...fields.map((field) => row[field]),
        ...readers.map((read) => read(seen)),
      ])
    }
    return groupBy(summed, keyOf)
  }, rows)
}

const stepsOf = (group: string[] | string[][]): string[][] =>
  group.length > 0 && Array.isArray(group[0]) ? (group as string[][]) : [group as string[]]

interface Columned {
  endpoint: WireEndpoint
  asked: Asked
  scope: Scope
}

function withColumns(row: Row, { endpoint, asked, scope }: Columned): Row {
  const seen = within(scope, row)
  const listed = (columns: WireColumns | undefined): Column[] =>
    columnsOf(columns, asked).map((name) => ({ name, value: compileText(columns!.of[name])(seen) }))
  return { ...row, dimensions: listed(endpoint.dimensions), metrics: listed(endpoint.metrics) }
}

/** The row with the fields that were asked for and no others. */
export function pickFields({ fields }: WireEndpoint, row: unknown, asked: Asked): unknown {
  if (!fields) {
    return row
  }
  const wanted = [
    ...(fields.always ?? []),
    ...(namesAt(fields.at, asked) ?? fields.otherwise ?? []),
  ]
  const place = fields.within ?? '$'
  const whole =
    place === '$' ? row : place.split('.').reduce((value, name) => (value as Row)?.[name], row)
  const known = whole as Row
  const picked = Object.fromEntries(
    wanted.filter((name) => name in known).map((name) => [name, known[name]])
  )
  return withValueAt(row, place, picked)
}

/** Refuses names that the vendor's row does not have; `template` is the row as it stands in the page file. */
export function checkFields({ fields }: WireEndpoint, template: unknown, asked: Asked) {
  const names = (fields && namesAt(fields.at, asked)) ?? []
  const place = fields?.within?.split('.') ?? []
  const known = place.reduce<unknown>((value, name) => (value as Row)?.[name], template) as Row
  const unknown = names.find((name) => !(name in known))
  if (unknown !== undefined) {
    throw new WireProblem('unknownField', unknown, `there is no field '${unknown}'`)
  }
}
