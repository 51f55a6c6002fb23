import type { StreamRead } from '#reading'
import { readAhead } from '#shared/read_ahead'
import type { DayWindow } from '../run_records.js'
import { commitPage } from './commit_page.js'
import { failureOf, RunInterrupted } from './failure.js'
import { failpoint } from '#shared/failpoint'
import { EMPTY_PAGE, prepared, type PageToWrite } from './prepare_page.js'
import {
  afterPage,
  afterSlice,
  currentSlice,
  openPlace,
  rulesOf,
  stateOf,
  type ReadPlace,
} from './read_place.js'
import { pagesOf, type SyncRun } from './sync_run.js'
import { WholeReading } from './whole_reading.js'
import { firstHalf } from './windows.js'

/** Reads one part to its end, slice by slice, and leaves its place behind after every page. */
export async function readStream(run: SyncRun, part: StreamRead) {
  let place: ReadPlace | null = openPlace(run, part)
  while (place) {
    place = await readSliceOrNarrow(run, part, place)
  }
}

/** One slice: the next place, a smaller slice where the vendor wants one, or null at the end. */
async function readSliceOrNarrow(run: SyncRun, part: StreamRead, place: ReadPlace) {
  const slice = currentSlice(place, rulesOf(part))
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

function placeAfterFailure(error: unknown, reader: SliceReader): ReadPlace | null {
  switch (failureOf(error)?.action) {
    case 'narrow':
      return narrowed(reader)
    case 'fail':
      return forgotten(reader)
    default:
      return null
  }
}

function narrowed({ place, slice }: SliceReader): ReadPlace | null {
  const half = slice && firstHalf(slice)
  return place && half && restartSlice(place, half.to)
}

/**
 * The vendor no longer knows the place we kept: the slice is read again from its start, which changes
 * nothing that was already written. A failure after a page of this reading is a real one.
 */
function forgotten({ place, hasLanded }: SliceReader): ReadPlace | null {
  const isForgotten = place !== null && place.at.resume !== null && !hasLanded
  return isForgotten ? restartSlice(place, place.at.until) : null
}

const restartSlice = (place: ReadPlace, until: string | null): ReadPlace => ({
  ...place,
  at: { ...place.at, until, resume: null },
})

/** Reads the pages of one slice. `place` is where it stands after the last page that landed. */
class SliceReader {
  place: ReadPlace | null = null
  hasLanded = false
  #whole: WholeReading | null = null

  constructor(
    private readonly run: SyncRun,
    private readonly part: StreamRead,
    readonly slice: DayWindow | null
  ) {}

  async read(place: ReadPlace): Promise<ReadPlace | null> {
    this.place = place
    this.#whole = WholeReading.from(this.part, place)
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
    const { mark, at } = this.place!
    this.#assertWanted()
    const slice = { window: this.slice ?? undefined, resume: at.resume, mark }
    for await (const page of pagesOf(this.run, this.part, slice)) {
      await failpoint('after-fetch')
      this.#assertWanted()
      yield { page: await prepared(this.run, page), resume: page.resume }
      if (page.resume === null) {
        return
      }
    }
  }

  async #commit(page: PageToWrite, resume: unknown): Promise<ReadPlace | null> {
    const { mark = this.place!.mark } = page
    const place = { ...this.place!, mark }
    const next =
      resume === null ? afterSlice(place, this.slice) : afterPage(place, this.slice, resume)
    const window = place.window && { from: place.at.start, to: place.window.to }
    await commitPage(this.run, {
      part: this.part,
      page,
      stateKey: place.stateKey,
      place: `${place.at.from} ${JSON.stringify(place.at.resume)}`,
      next: stateOf(place, next),
      slice: { days: this.slice, isFirstPage: place.at.resume === null },
      progress: next
        ? { state: 'running', window, at: next.at.from }
        : { state: 'done', window, at: null },
    })
    this.#note(page, next === null)
    return next
  }

  #note(page: PageToWrite, isLast: boolean) {
    this.#whole?.add(page)
    const entityIds = isLast ? this.#whole?.entityIds : null
    if (entityIds) {
      this.run.wholes.set(this.part.stream.name, entityIds)
    }
  }

  #assertWanted() {
    const reason = this.run.shouldStop()
    if (reason) {
      throw new RunInterrupted(reason)
    }
  }
}
