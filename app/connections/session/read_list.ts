import type { CompiledList, RequestScope } from '#plugin_host'
import type { ParsedResponse } from '../http/sort_failure.js'
import { VendorFailure } from '../vendor_failure.js'
import { PageGuard } from './page_guard.js'
import { pagerOf, type PageState } from './paging.js'
import { readPath } from './paths.js'
import type { VendorCaller } from './vendor_caller.js'

export interface ListPage {
  records: unknown[]
  response: ParsedResponse
  /** Where to go on; null after the last page. */
  next: PageState | null
}

export interface ListReading {
  caller: VendorCaller
  list: CompiledList
  scope: RequestScope
  /** Where an earlier reading stopped. */
  resume?: PageState
}

/** Reads a list page by page. When the vendor has forgotten the place to go on from, it begins again, once. */
export async function* readList(reading: ListReading): AsyncGenerator<ListPage> {
  try {
    yield* readFrom(reading, reading.resume)
  } catch (error) {
    const hasForgotten = error instanceof VendorFailure && error.action === 'restart'
    if (!hasForgotten) {
      throw error
    }
    yield* readFrom(reading, undefined)
  }
}

async function* readFrom(
  { caller, list, scope }: ListReading,
  resume: PageState | undefined
): AsyncGenerator<ListPage> {
  const pager = pagerOf(list.page)
  const guard = new PageGuard(caller.title)
  const call = list.prepare(scope)
  let state: PageState | null = resume ?? pager.first
  while (state) {
    const response = await caller.send(pager.ask(call, state), scope)
    const records = recordsOf(list, response, caller.title)
    const next = pager.next(state, { response, records })
    guard.check(records, next)
    state = next as PageState | null
    yield { records, response, next: state }
  }
}

function recordsOf(list: CompiledList, { json }: ParsedResponse, title: string): unknown[] {
  const records = list.records(json)
  const reportsError = readPath(json, 'error') ?? readPath(json, 'errors')
  if (records === undefined || (records.length === 0 && reportsError !== null)) {
    throw new VendorFailure({
      kind: 'temporary',
      action: 'retry',
      code: 'E_VENDOR_SHAPE',
      message: `${title} responded without the requested records, so nothing was stored. The sync retries later.`,
      retryAfterSeconds: 300,
    })
  }
  return records
}
