import type { Webhooks } from '#kit'
import { compileAnswer } from '#shared/expressions/answer'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import type { Announcement, Delivery, Route } from './delivery.js'
import { versionOf } from './moment.js'
import { scopeOf } from './verify.js'

type Settings = Record<string, unknown>
type DeclaredRoute = Webhooks['routes'][number]

/** The first route whose condition fits a delivery; null where none does. */
export function compileRoutes(routes: DeclaredRoute[]) {
  const compiled = routes.map((route) => ({
    applies: compileWhen(route.when),
    route: compileRoute(route),
  }))
  return (delivery: Delivery, settings: Settings): Route | null =>
    compiled.find(({ applies }) => applies(delivery, settings))?.route ?? null
}

function compileWhen(source: string | undefined) {
  const ask = source === undefined ? undefined : compileAsked(source)
  return (delivery: Delivery, settings: Settings) => ask?.(delivery, settings) !== false
}

function compileAsked(source: string) {
  const read = compileRead(source)
  return (delivery: Delivery, settings: Settings) => read(delivery, settings) === true
}

/** What an expression over a delivery answers; null where it does not fit it. */
export function compileRead(source: string) {
  const evaluate = compileExpression(source, 'webhook')
  return (delivery: Delivery, settings: Settings): unknown => {
    try {
      return evaluate(scopeOf(delivery, settings)) ?? null
    } catch (error) {
      return absent(error)
    }
  }
}

function compileRoute({ stream, records, version, announces }: DeclaredRoute): Route {
  return {
    stream,
    announced: announces === undefined ? null : compileAnnounced(announces),
    recordsOf: records === undefined ? null : compileRecords(records),
    versionOf: version === undefined ? () => null : compileVersion(version),
  }
}

/** Null where the delivery does not say what it announces. */
function compileAnnounced({ id, fields }: NonNullable<DeclaredRoute['announces']>) {
  const idOf = compileRead(id)
  const read = Object.entries(fields).map(([name, source]) => [name, compileRead(source)] as const)
  return (delivery: Delivery, settings: Settings): Announcement | null => {
    const values = read.map(([name, valueOf]) => [name, valueOf(delivery, settings)] as const)
    const named = idOf(delivery, settings)
    return named === null || values.some(([, value]) => value === null)
      ? null
      : { id: String(named), fields: Object.fromEntries(values) }
  }
}

function compileRecords(records: string): NonNullable<Route['recordsOf']> {
  const read = compileAnswer(records)
  return ({ headers, body }, settings) => {
    try {
      const found = read({ status: 200, headers, body }, settings) ?? null
      return found === null ? null : [found].flat()
    } catch (error) {
      return absent(error)
    }
  }
}

function compileVersion(source: string): Route['versionOf'] {
  const evaluate = compileExpression(source, 'delivered')
  return (record, delivery, settings) => {
    try {
      return versionOf(evaluate({ ...scopeOf(delivery, settings), record }))
    } catch (error) {
      return absent(error)
    }
  }
}

function absent(error: unknown): null {
  if (error instanceof MappingFault) {
    return null
  }
  throw error
}
