import type { RequestScope, RequestWindow } from '../call/calls.js'
import type { CompiledConnector } from '../map/compile_connector.js'
import { compileCondition } from '../map/fields.js'
import type { CompiledStream } from '../map/types.js'
import { readList } from './read_list.js'
import type { ParentLevel } from './read_parents.js'
import { secondsAt } from './record_moment.js'

const MOST_PARENTS = 10_000

/** What deliveries announced to a stream in a window, oldest first. */
export type ReadAnnounced = (
  stream: string,
  window: Pick<RequestWindow, 'fromUnix' | 'toUnix'>
) => Promise<Record<string, unknown>[]>

/** What a stream is read by, level by level; null where it is read as it is. */
export function parentLevelOf(
  connector: CompiledConnector,
  { name, definition: { parents } }: CompiledStream,
  announced: ReadAnnounced
): ParentLevel | null {
  if (!parents) {
    return null
  }
  const { as = 'parent', most = MOST_PARENTS } = parents
  if ('announced' in parents) {
    const pages: ParentLevel['pages'] = ({ scope }) => announcedPages(announced, name, scope)
    return { as, most, isDue: () => true, pages, above: null }
  }
  const { changedSince, when } = parents
  const isWanted = compileCondition(when, 'parents.when')
  const hasChanged = compileDue(changedSince)
  const own: Pick<ParentLevel, 'as' | 'most' | 'isDue'> = {
    as,
    most,
    isDue: (record, window) => isWanted({ record }) && hasChanged(record, window),
  }
  if ('list' in parents) {
    const list = connector.calls.parents.get(name)!
    return { ...own, pages: (reading) => readList({ ...reading, list }), above: null }
  }
  const stream = connector.streams.get(parents.stream)!
  const list = connector.calls.lists.get(parents.stream)!
  const above = parentLevelOf(connector, stream, announced)
  return { ...own, pages: (reading) => readList({ ...reading, list }), above }
}

/** In the order in which they came, so that a reading that stopped goes on behind those it has read. */
async function* announcedPages(
  read: ReadAnnounced,
  stream: string,
  { window }: Pick<RequestScope, 'window'>
) {
  yield { records: await read(stream, window!), next: null }
}

function compileDue(path: string | undefined) {
  const momentOf = path === undefined ? () => Number.NaN : secondsAt(path)
  return (parent: unknown, window: RequestScope['window']): boolean => {
    const changedAt = window ? momentOf(parent) : Number.NaN
    // What says nothing about its time is looked into: nothing may be missed.
    return Number.isNaN(changedAt) || changedAt >= window!.fromUnix
  }
}
