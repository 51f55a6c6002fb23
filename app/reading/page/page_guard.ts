import { hash } from 'node:crypto'
import { VendorFailure } from '../vendor_failure.js'
import type { PageState } from '../call/calls.js'

/** Ten thousand pages of one slice are a loop, not a list. */
const MOST_PAGES = 10_000
const MOST_EMPTY_PAGES = 5
/** The same page once or twice is drift; again and again it is a list without end. */
const MOST_REPETITIONS = 3

/** Notices a vendor that pages for ever. One guard per list that is read. */
export class PageGuard {
  readonly #seen = new Set<string>()
  readonly #contents = new Map<string, number>()
  readonly #title: string
  #previous = ''
  #pages = 0
  #empty = 0

  constructor(title: string) {
    this.#title = title
  }

  /** Called with each page before it is handed on, and with the state of the page after it. */
  check(records: unknown[], next: PageState | 'lying' | null, text: string) {
    if (next === 'lying') {
      throw this.#failure('E_PAGE_SHORT', 'announces more records and sends none')
    }
    this.#checkContent(records, next)
    if (records.length > 0) {
      this.#checkRepetition(text)
    }
    if (next) {
      this.#checkState(next)
    }
  }

  #checkContent(records: unknown[], next: PageState | null) {
    const content = fingerprint(records)
    if (records.length > 0 && content === this.#previous) {
      throw this.#failure('E_PAGE_REPEATED', 'sends the same page again')
    }
    this.#previous = content
    this.#empty = records.length === 0 ? this.#empty + 1 : 0
    if (next && this.#empty >= MOST_EMPTY_PAGES) {
      throw this.#failure('E_PAGE_SHORT', 'announces more records and sends none')
    }
  }

  #checkRepetition(text: string) {
    const digest = hash('sha1', text, 'base64')
    const times = (this.#contents.get(digest) ?? 0) + 1
    this.#contents.set(digest, times)
    if (times > MOST_REPETITIONS) {
      throw this.#failure('E_PAGE_REPEATED', 'keeps sending the same page')
    }
  }

  #checkState(next: PageState) {
    const state = JSON.stringify(next)
    if (this.#seen.has(state)) {
      throw this.#failure('E_PAGE_REPEATED', 'leads back to a page that was already read')
    }
    this.#seen.add(state)
    this.#pages += 1
    if (this.#pages > MOST_PAGES) {
      throw this.#failure('E_PAGES_ENDLESS', 'does not come to an end with its pages')
    }
  }

  #failure(code: string, what: string) {
    return new VendorFailure({
      kind: 'temporary',
      action: 'retry',
      code,
      message: `${this.#title} ${what}, so this sync is incomplete. It is retried later.`,
      retryAfterSeconds: 300,
    })
  }
}

/** Enough to tell pages apart without writing them out: how many, the first and the last. */
function fingerprint(records: unknown[]): string {
  return `${records.length}|${JSON.stringify(records[0])}|${JSON.stringify(records.at(-1))}`
}
