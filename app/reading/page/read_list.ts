import type { CompiledList, PageState, RequestScope } from '../call/calls.js'
import type { ParsedResponse } from '../call/sort_failure.js'
import type { VendorCaller } from '../call/vendor_caller.js'
import { VendorFailure } from '../vendor_failure.js'
import { PageGuard } from './page_guard.js'

export interface ListPage {
  records: unknown[]
  /** As the vendor sent it. */
  text: string
  body: unknown
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
    if (!(error instanceof VendorFailure)) {
      throw error
    }
    if (error.action === 'empty') {
      yield { records: [], text: '', body: null, next: null }
      return
    }
    if (error.action !== 'restart') {
      throw error
    }
    yield* readFrom(reading, undefined)
  }
}

async function* readFrom(
  { caller, list, scope }: ListReading,
  resume: PageState | undefined
): AsyncGenerator<ListPage> {
  const { pager } = list
  const guard = new PageGuard(caller.title)
  let state: PageState | null = resume ?? pager.first
  while (state) {
    const at: PageState = state
    const response = await caller.send(list, scope, { shape: (call) => pager.ask(call, at) })
    const records = recordsOf(list, response, { title: caller.title, scope })
    const next = pager.next(at, { answer: response, records, settings: scope.settings })
    guard.check(records, next, response.text)
    state = next as PageState | null
    yield { records, text: response.text, body: response.body, next: state }
  }
}

function recordsOf(
  list: CompiledList,
  response: ParsedResponse,
  { title, scope }: { title: string; scope: RequestScope }
): unknown[] {
  const records = list.records(response, scope.settings, scope.window)
  if (records === undefined || (records.length === 0 && reportsError(response.body))) {
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

/** A problem under status 200, next to an empty list. */
function reportsError(body: unknown): boolean {
  const { error, errors } = Object(body) as { error?: unknown; errors?: unknown }
  const told = error ?? errors ?? null
  const isEmpty = told === false || told === '' || (Array.isArray(told) && told.length === 0)
  return told !== null && !isEmpty
}
