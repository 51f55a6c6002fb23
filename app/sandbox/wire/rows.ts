import type { SandboxWorld, WireEndpoint, WireGraphQLField } from '#kit'
import { fits } from './compare.js'
import { grouped } from './columns.js'
import { conditionsOf } from './conditions.js'
import { compileHole, compileText } from './holes.js'
import { sortRows } from './order.js'
import { within, type Reader, type Scope } from './scope.js'
import type { Asked } from './asked.js'
import { valueAt } from './places.js'
import { remembered } from './remembered_rows.js'
import { WireProblem } from './problem.js'

export type Row = Record<string, unknown>

/** What a list of rows is made from: an endpoint, or one field of a GraphQL endpoint. */
export type RowSource = WireEndpoint | WireGraphQLField

interface Scene {
  source: RowSource
  asked: Asked
  scope: Scope
  world: SandboxWorld
  /** The row as it stands in the page file, for filters that name the vendor's fields. */
  template: unknown
}

const FROM = /^(\w+(?:\+\w+)*)(?:\[(?:([^=\]]+)=)?([\w.]+)\])?$/

/** The records that the request wants, of the series that fills the endpoint; one of them where `from` looks one up. */
export function rowsFor(scene: Scene): Row[] {
  const { source, world, scope, asked } = scene
  if (!source.from || world.reportFault === 'empty') {
    return []
  }
  const [, name, hole, parameter] = FROM.exec(source.from) ?? wrongFrom(source.from)
  const series = name.split('+').map((each) => world.business.series(each, world.now))
  return remembered({ series: series[0], source, asked }, () => {
    const all = series.flat()
    const chosen = parameter ? lookUp(all, { hole: hole ?? parameter, parameter, scene }) : all
    const filtered = filterRows(explode(narrow(chosen, scene), source.each), scene)
    return sortRows(grouped(source, filtered, { asked, scope }), source, { asked, scope })
  })
}

function wrongFrom(from: string): never {
  throw new Error(`'from: ${from}' is neither a series nor 'series[hole=parameter]'.`)
}

function lookUp(rows: Row[], wanted: { hole: string; parameter: string; scene: Scene }): Row[] {
  const { hole, parameter, scene } = wanted
  const read = compileHole(hole)
  const { path, query, arguments: given } = scene.asked
  const id = String(path[parameter] ?? given[parameter] ?? query[parameter] ?? '')
  const found = rows.filter((row) => String(read(within(scene.scope, row))) === id)
  if (found.length === 0) {
    throw new WireProblem('notFound', id, `there is no '${id}'`)
  }
  return found
}

/** `where`: every hole over the record equals its value. */
function narrow(rows: Row[], { source, scope }: Scene): Row[] {
  const conditions = Object.entries(source.where ?? {}).map(([hole, value]) => ({
    read: compileHole(hole),
    wanted: String(typeof value === 'string' ? compileText(value)(scope) : value),
  }))
  return conditions.length === 0
    ? rows
    : rows.filter((row) => {
        const seen = within(scope, row)
        return conditions.every(({ read, wanted }) => String(read(seen)) === wanted)
      })
}

function explode(rows: Row[], each: string | undefined): Row[] {
  return each
    ? rows.flatMap((row) =>
        ((row[each] ?? []) as Row[]).map((element, index) => ({ ...row, index, ...element }))
      )
    : rows
}

function filterRows(rows: Row[], { source, asked, scope, template }: Scene): Row[] {
  const told = asked.filters.map(({ rule, value }) => ({ ...rule.filter!, value }))
  const filters = [...told, ...conditionsOf(source.conditions, asked)].map(
    ({ by, field, value }) => ({ by, read: fieldReader(field, rows[0], template), value })
  )
  return filters.length === 0
    ? rows
    : rows.filter((row) => {
        const seen = within(scope, row)
        return filters.every(({ by, read, value }) => fits(by, read(seen), value))
      })
}

/** A field of the record by its name or as a hole; else the vendor's field of the page's row. */
function fieldReader(field: string, row: Row | undefined, template: unknown): Reader {
  const [first] = field.split(/[.|]/)
  if (!row || first.trim() in row) {
    return compileHole(field)
  }
  const text = valueAt(template, field)
  if (typeof text !== 'string') {
    throw new Error(`A filter names '${field}', which neither the series nor the page's row has.`)
  }
  return compileText(text)
}
