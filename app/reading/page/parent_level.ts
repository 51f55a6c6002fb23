import { compilePath } from '#shared/expressions/paths'
import type { RequestScope } from '../call/calls.js'
import type { CompiledConnector } from '../map/compile_connector.js'
import type { CompiledStream } from '../map/types.js'
import type { ParentLevel } from './read_parents.js'

const MOST_PARENTS = 10_000

/** What a stream is read by, level by level; null where it is read as it is. */
export function parentLevelOf(
  connector: CompiledConnector,
  { name, definition: { parents } }: CompiledStream
): ParentLevel | null {
  if (!parents) {
    return null
  }
  const { as = 'parent', most = MOST_PARENTS, changedSince } = parents
  const own = { as, most, isDue: compileDue(changedSince) }
  if ('list' in parents) {
    return { ...own, list: connector.calls.parents.get(name)!, above: null }
  }
  const stream = connector.streams.get(parents.stream)!
  const list = connector.calls.lists.get(parents.stream)!
  return { ...own, list, above: parentLevelOf(connector, stream) }
}

function compileDue(path: string | undefined) {
  const get = path === undefined ? undefined : compilePath(path)
  return (parent: unknown, window: RequestScope['window']): boolean => {
    const changedAt = get && window ? secondsOf(get(parent)) : Number.NaN
    // What says nothing about its time is looked into: nothing may be missed.
    return Number.isNaN(changedAt) || changedAt >= window!.fromUnix
  }
}

const MILLISECONDS_FROM = 1e11

/** Seconds since 1970 of a time as vendors write it: ISO 8601, seconds or milliseconds. */
function secondsOf(value: unknown): number {
  if (value === null || value === '') {
    return Number.NaN
  }
  const number = Number(value)
  if (Number.isNaN(number)) {
    return Date.parse(String(value)) / 1_000
  }
  return number > MILLISECONDS_FROM ? number / 1_000 : number
}
