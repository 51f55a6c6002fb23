import type { WireEndpoint } from '#kit'
import { askedColumns, type AskedColumn } from './asked_columns.js'
import { compileText } from './holes.js'
import { within, type Scope } from './scope.js'
import type { Asked } from './asked.js'

type Row = Record<string, unknown>

export interface Column {
  name: string
  value?: unknown
}

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
  endpoint: WireEndpoint,
  rows: Row[],
  { asked, scope }: { asked: Asked; scope: Scope }
): Row[] {
  const readers = askedColumns(endpoint, asked).dimensions.map(({ hole }) => compileText(hole))
  return stepsOf(endpoint.group ?? []).reduce((summed, fields) => {
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
  const { dimensions, metrics, columns } = askedColumns(endpoint, asked)
  const filled = (wanted: AskedColumn[]): Column[] =>
    wanted.map(({ name, hole }) => ({ name, value: compileText(hole)(seen) }))
  return {
    ...row,
    dimensions: filled(dimensions),
    metrics: filled(metrics),
    columns: filled(columns),
  }
}
