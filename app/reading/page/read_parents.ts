import type { PageState, RequestScope } from '../call/calls.js'
import type { VendorCaller } from '../call/vendor_caller.js'
import { VendorFailure } from '../vendor_failure.js'
import type { ListPage, ListReading } from './read_list.js'

/** One level of parents: where they are listed, and how those below call them. */
export interface ParentLevel {
  pages(reading: Omit<ListReading, 'list'>): AsyncIterable<Pick<ListPage, 'records' | 'next'>>
  as: string
  most: number
  /** Whether a parent may have changed in the window that is read. */
  isDue(parent: unknown, window: RequestScope['window']): boolean
  above: ParentLevel | null
}

/** Where a reading stands among the parents. JSON, because the sync engine stores it between runs. */
export interface ParentPlace {
  above?: ParentPlace
  /** The page of the list, and how many of its records are done. */
  page?: PageState
  done: number
}

export interface FoundParent {
  parent: Record<string, unknown>
  /** Where this parent stands. */
  at: ParentPlace
}

interface ParentReading {
  caller: VendorCaller
  scope: RequestScope
  /** Counts what was found, across pages and levels. */
  count: { parents: number }
}

/** Every parent in the order of its list, from a place on. A list without end is a failure. */
export async function* parentsOf(
  level: ParentLevel,
  reading: ParentReading,
  from?: ParentPlace
): AsyncGenerator<FoundParent> {
  if (!level.above) {
    yield* listed(level, reading, from)
    return
  }
  let start: ParentPlace | undefined = from
  for await (const above of parentsOf(level.above, reading, from?.above)) {
    const scope = { ...reading.scope, parent: above.parent }
    const within = listed(level, { ...reading, scope }, start)
    start = undefined
    for await (const { parent, at } of within) {
      const named = { ...parent, [level.above.as]: above.parent }
      yield { parent: named, at: { ...at, above: above.at } }
    }
  }
}

async function* listed(
  level: ParentLevel,
  { caller, scope, count }: ParentReading,
  from: ParentPlace = { done: 0 }
): AsyncGenerator<FoundParent> {
  let { page, done: skip } = from
  for await (const { records, next } of level.pages({ caller, scope, resume: page })) {
    for (const [done, record] of records.entries()) {
      if (done >= skip && level.isDue(record, scope.window)) {
        count.parents += 1
        assertBounded(count.parents, level.most, caller.title)
        yield { parent: Object(record), at: { page, done } }
      }
    }
    skip = 0
    page = next ?? undefined
  }
}

function assertBounded(parents: number, most: number, title: string) {
  if (parents > most) {
    throw new VendorFailure({
      kind: 'permanent',
      action: 'fail',
      code: 'E_TOO_MANY_PARENTS',
      message: `${title} lists more than ${most} things to look into one by one, so this part is left out. What was read stays. Choose fewer accounts, or ask for the limit to be raised.`,
    })
  }
}
