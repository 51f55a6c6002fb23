import type { RequestScope } from '../call/calls.js'
import type { CompiledStream } from '../map/types.js'
import { VendorFailure } from '../vendor_failure.js'
import type { ListReading } from './read_list.js'
import { parentsOf, type ParentLevel, type ParentPlace } from './read_parents.js'
import { readSlice, type RawPage } from './read_slice.js'

/** Small answers of many parents are written together. */
const FULL_PAGE = 500

interface ChildPlace {
  at?: ParentPlace
  /** The page of the parent's own list; absent where the parent is done. */
  child?: ListReading['resume']
}

interface ChildReading extends Omit<ListReading, 'resume'> {
  stream: CompiledStream
  level: ParentLevel
  resume?: unknown
}

/** The records of every parent, each with its parent in it. Resumes at the parent, and at the page, where it stopped. */
export async function* readChildren(reading: ChildReading): AsyncGenerator<RawPage> {
  const { caller, scope, level } = reading
  const from = (reading.resume ?? {}) as ChildPlace
  const held = new HeldPage()
  let child = from.child
  // A parent that was read to its end is the last one not to be read again.
  const start = from.at && { ...from.at, done: from.at.done + (child ? 0 : 1) }
  const count = { parents: 0 }
  for await (const { parent, at } of parentsOf(level, { caller, scope, count }, start)) {
    for await (const page of pagesOf(reading, { ...scope, parent }, child)) {
      const resume: ChildPlace = page.resume ? { at, child: page.resume as never } : { at }
      held.add(withParent(page.records, level.as, parent), page.raw, resume)
      if (held.isFull) {
        yield held.take()
      }
    }
    child = undefined
  }
  yield { ...held.take(), resume: null }
}

async function* pagesOf(
  { stream, caller, list }: ChildReading,
  scope: RequestScope,
  resume: ListReading['resume']
): AsyncGenerator<RawPage> {
  try {
    yield* readSlice(stream, { caller, list, scope, resume })
  } catch (error) {
    if (!isGone(error)) {
      throw error
    }
  }
}

/** A parent that was deleted between its list and now, or that the vendor says to leave out, stops no other. */
const isGone = (error: unknown) =>
  error instanceof VendorFailure && (error.action === 'skip' || error.code === 'E_VENDOR_404')

const withParent = (records: unknown[], as: string, parent: unknown) =>
  records.map((record) =>
    typeof record === 'object' && record !== null ? { ...record, [as]: parent } : record
  )

/** Gathers answers until they are worth a transaction. */
class HeldPage {
  #records: unknown[] = []
  #raw: string[] = []
  #resume: unknown = null

  get isFull() {
    return this.#records.length >= FULL_PAGE
  }

  add(records: unknown[], raw: string, resume: unknown) {
    this.#records.push(...records)
    this.#raw.push(raw)
    this.#resume = resume
  }

  take(): RawPage {
    const page = { records: this.#records, raw: this.#raw.join('\n'), resume: this.#resume }
    this.#records = []
    this.#raw = []
    return page
  }
}
