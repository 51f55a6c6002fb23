import type { RequestScope } from '../call/calls.js'
import type { CompiledConnector } from '../map/compile_connector.js'
import { compileCondition } from '../map/fields.js'
import type { CompiledStream } from '../map/types.js'
import type { ParentLevel } from './read_parents.js'
import { secondsAt } from './record_moment.js'

const MOST_PARENTS = 10_000

/** What a stream is read by, level by level; null where it is read as it is. */
export function parentLevelOf(
  connector: CompiledConnector,
  { name, definition: { parents } }: CompiledStream
): ParentLevel | null {
  if (!parents) {
    return null
  }
  const { as = 'parent', most = MOST_PARENTS, changedSince, when } = parents
  const isWanted = compileCondition(when, 'parents.when')
  const hasChanged = compileDue(changedSince)
  const own: Pick<ParentLevel, 'as' | 'most' | 'isDue'> = {
    as,
    most,
    isDue: (record, window) => isWanted({ record }) && hasChanged(record, window),
  }
  if ('list' in parents) {
    return { ...own, list: connector.calls.parents.get(name)!, above: null }
  }
  const stream = connector.streams.get(parents.stream)!
  const list = connector.calls.lists.get(parents.stream)!
  return { ...own, list, above: parentLevelOf(connector, stream) }
}

function compileDue(path: string | undefined) {
  const momentOf = path === undefined ? () => Number.NaN : secondsAt(path)
  return (parent: unknown, window: RequestScope['window']): boolean => {
    const changedAt = window ? momentOf(parent) : Number.NaN
    // What says nothing about its time is looked into: nothing may be missed.
    return Number.isNaN(changedAt) || changedAt >= window!.fromUnix
  }
}
