import { hash } from 'node:crypto'
import { readAhead } from '#shared/read_ahead'
import type { DayWindow } from '../run_records.js'
import { commitPage } from './commit_page.js'
import { failureOf, RunInterrupted, SyncFailure } from './failure.js'
import { failpoint } from './failpoint.js'
import { EMPTY_PAGE, mapPage, prepared, type PageToWrite } from './map_page.js'
import {
  afterPage,
  afterSlice,
  currentSlice,
  openPlace,
  stateOf,
  type PartPlace,
} from './part_place.js'
import type { SourcePage } from './source.js'
import { accountOf, scopeOf, type Part, type SyncRun } from './sync_run.js'
import { collectUpdates } from './updates.js'
import { firstHalf } from './windows.js'

/** A vendor that sends the same page again and again would never end; once or twice is drift. */
const MAX_REPEATED_PAGES = 3

/** Reads one part to its end, slice by slice, and leaves its place behind after every page. */
export async function readPart(run: SyncRun, part: Part) {
  let place: PartPlace | null = openPlace(run, part)
  while (place) {
    place = await readSliceOrNarrow(run, part, place)
  }
}

/** One slice: the next place, a smaller slice where the vendor wants one, or null at the end. */
async function readSliceOrNarrow(run: SyncRun, part: Part, place: PartPlace) {
  const slice = currentSlice(place, part.stream.definition.cursor?.step)
  const reader = new SliceReader(run, part, slice)
  try {
    return await reader.read(place)
  } catch (error) {
    const again = placeAfterFailure(error, reader)
    if (!again) {
      throw error
    }
    return again
  }
}

function placeAfterFailure(error: unknown, reader: SliceReader): PartPlace | null {
  switch (failureOf(error)?.action) {
    case 'narrow':
      return narrowed(reader)
    case 'fail':
      return forgotten(reader)
    default:
      return null
  }
}

function narrowed({ place, slice }: SliceReader): PartPlace | null {
  const half = slice && firstHalf(slice)
  return place && half && restartSlice(place, half.to)
}

/**
 * The vendor no longer knows the place we kept: the slice is read again from its start, which changes
 * nothing that was already written. A failure after a page of this reading is a real one.
 */
function forgotten({ place, hasLanded }: SliceReader): PartPlace | null {
  const isForgotten = place !== null && place.at.resume !== null && !hasLanded
  return isForgotten ? restartSlice(place, place.at.until) : null
}

const restartSlice = (place: PartPlace, until: string | null): PartPlace => ({
  ...place,
  at: { ...place.at, until, resume: null },
})

/** Reads the pages of one slice. `place` is where it stands after the last page that landed. */
class SliceReader {
  place: PartPlace | null = null
  hasLanded = false
  #seen = new Map<string, number>()

  constructor(
    private readonly run: SyncRun,
    private readonly part: Part,
    readonly slice: DayWindow | null
  ) {}

  async read(place: PartPlace): Promise<PartPlace | null> {
    this.place = place
    if (this.part.stream.definition.updates) {
      return this.#readUpdates()
    }
    for await (const { page, resume } of readAhead(this.#preparedPages())) {
      if (this.hasLanded) {
        // The page waited while the one before was written: what counts is whether it is wanted now.
        this.#assertWanted()
      }
      this.place = await this.#commit(page, resume)
      this.hasLanded = true
      await failpoint('after-commit')
      if (resume === null) {
        return this.place
      }
    }
    // The vendor ended without naming a last page: only the place moves.
    return this.#commit(EMPTY_PAGE, null)
  }

  async *#preparedPages() {
    const scope = scopeOf(this.run, this.part)
    for await (const page of this.#pages()) {
      const mapped = await mapPage(this.part.stream, page, scope)
      yield { page: await prepared(this.run, mapped), resume: page.resume }
      if (page.resume === null) {
        return
      }
    }
  }

  async *#pages() {
    const { stream } = this.part
    const request = {
      account: accountOf(this.run, this.part) ?? undefined,
      window: this.slice ?? undefined,
      resume: this.place!.at.resume,
    }
    this.#assertWanted()
    for await (const page of this.run.session.pages(stream.name, request)) {
      await failpoint('after-fetch')
      this.#assertWanted()
      this.#assertNew(page)
      yield page
    }
  }

  async #commit(page: PageToWrite, resume: unknown): Promise<PartPlace | null> {
    const place = this.place!
    const next =
      resume === null ? afterSlice(place, this.slice) : afterPage(place, this.slice, resume)
    const window = place.window && { from: place.at.start, to: place.window.to }
    await commitPage(this.run, {
      part: this.part,
      page,
      stateKey: place.stateKey,
      place: `${place.at.from} ${JSON.stringify(place.at.resume)}`,
      next: stateOf(place, next),
      progress: next
        ? { state: 'running', window, at: next.at.from }
        : { state: 'done', window, at: null },
    })
    return next
  }

  /** A stream of changes is applied when its slice is complete: only then is the newest known. */
  async #readUpdates() {
    this.place!.at.resume = null
    const scope = scopeOf(this.run, this.part)
    const mapped = await collectUpdates(this.part.stream, this.#pages(), scope)
    const next = await this.#commit(await prepared(this.run, mapped), null)
    await failpoint('after-commit')
    return next
  }

  #assertWanted() {
    const reason = this.run.shouldStop()
    if (reason) {
      throw new RunInterrupted(reason)
    }
  }

  #assertNew(page: SourcePage) {
    if (page.records.length === 0) {
      return
    }
    const digest = hash('sha1', page.raw, 'base64')
    const times = (this.#seen.get(digest) ?? 0) + 1
    this.#seen.set(digest, times)
    if (times > MAX_REPEATED_PAGES) {
      throw new SyncFailure({
        kind: 'temporary',
        action: 'fail',
        code: 'E_REPEATED_PAGES',
        message:
          'The vendor keeps sending the same page, so this list would never end. What arrived is kept and ' +
          'nothing is counted twice; the next sync tries again.',
      })
    }
  }
}
