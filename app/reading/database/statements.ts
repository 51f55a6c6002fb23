import type { Dialect, Statement } from './driver.js'
import type { ColumnKind, DatabaseStream, Relation } from './streams.js'

/** Where the reading of a stream stands: rows without a value of the cursor come first, then the others in its order. */
export interface Place {
  phase: 'unset' | 'set'
  /** Values of cursor and key of the last row; null at the beginning. */
  after: string[] | null
}

export interface PageRequest {
  stream: DatabaseStream
  place: Place
  /** Smallest value of the cursor that is read; null: all. */
  from: string | null
  limit: number
}

/** A table, view or query as something to select from. */
export function relationOf(dialect: Dialect, from: Relation): string {
  if ('table' in from) {
    return `${dialect.quote(from.table.schema)}.${dialect.quote(from.table.name)} q`
  }
  return `(\n${from.query.replace(/;\s*$/, '')}\n) q`
}

/**
 * One page: the rows behind a place, by the columns that they are ordered by. Never by counting rows, which would miss some
 * where others come or go meanwhile, and reads everything before them again.
 */
export function pageStatement(dialect: Dialect, request: PageRequest): Statement {
  const { stream, place, from, limit } = request
  const values: unknown[] = []
  const columns = stream.columns.map(({ name }) => dialect.quote(name)).join(', ')
  const order = orderOf(stream, place).map(({ name }) => dialect.quote(name))
  const conditions = [
    ...phaseConditions(dialect, request),
    ...(from !== null && place.phase === 'set' && stream.cursor
      ? [compared(dialect, { name: stream.cursor.column, stream, sign: '>=', value: from }, values)]
      : []),
    ...(place.after ? [behind(dialect, request, values)] : []),
  ]
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : ''
  const text = `SELECT ${columns}\nFROM ${relationOf(dialect, stream.from)}${where}\nORDER BY ${order.join(', ')}\nLIMIT ${limit}`
  return { text, values }
}

/** The columns that a place of this phase is made of. */
export function orderOf({ cursor, key, columns }: DatabaseStream, { phase }: Pick<Place, 'phase'>) {
  const names = cursor && phase === 'set' ? [cursor.column, ...key] : key
  return [...new Set(names)].map((name) => ({ name, kind: kindOf(columns, name) }))
}

function phaseConditions(dialect: Dialect, { stream, place }: PageRequest): string[] {
  if (!stream.cursor) {
    return []
  }
  const column = dialect.quote(stream.cursor.column)
  return [place.phase === 'unset' ? `${column} IS NULL` : `${column} IS NOT NULL`]
}

/** `(a > 1) OR (a = 1 AND b > 2)`, behind `a >= 1`, which lets an index be used. */
function behind(dialect: Dialect, { stream, place }: PageRequest, values: unknown[]): string {
  const order = orderOf(stream, place)
  const at = (index: number, sign: Comparison['sign']) =>
    compared(dialect, { name: order[index].name, stream, sign, value: place.after![index] }, values)
  const first = at(0, '>=')
  const alternatives = order.map((_, last) => {
    const equal = order.slice(0, last).map((__, index) => at(index, '='))
    return `(${[...equal, at(last, '>')].join(' AND ')})`
  })
  return `${first} AND (${alternatives.join(' OR ')})`
}

interface Comparison {
  name: string
  stream: DatabaseStream
  sign: '>' | '>=' | '=' | '<'
  value: string
}

function compared(dialect: Dialect, { name, stream, sign, value }: Comparison, values: unknown[]) {
  const parameter = dialect.parameter(value, kindOf(stream.columns, name), values)
  return `${dialect.quote(name)} ${sign} ${parameter}`
}

const kindOf = (columns: DatabaseStream['columns'], name: string): ColumnKind =>
  columns.find((column) => column.name === name)?.kind ?? 'other'

export interface TotalsRequest {
  stream: DatabaseStream
  /** First moment of the window, and first one behind it, as the date column writes them. */
  from: string
  until: string
}

/** What the server adds up itself for a window, by currency: what our sums are held against. */
export function totalsStatement(dialect: Dialect, { stream, from, until }: TotalsRequest) {
  const values: unknown[] = []
  const { currency, metrics, date } = stream
  const code = currency && 'path' in currency ? dialect.quote(currency.path) : null
  const sums = Object.values(metrics).map((column, at) => `SUM(${dialect.quote(column)}) AS m${at}`)
  const selected = [...(code ? [`${code} AS code`] : []), 'COUNT(*) AS n', ...sums].join(', ')
  const text = [
    `SELECT ${selected}`,
    `FROM ${relationOf(dialect, stream.from)}`,
    `WHERE ${compared(dialect, { name: date, stream, sign: '>=', value: from }, values)}`,
    `  AND ${compared(dialect, { name: date, stream, sign: '<', value: until }, values)}`,
    ...(code ? [`GROUP BY ${code}`] : []),
  ].join('\n')
  return { text, values }
}
