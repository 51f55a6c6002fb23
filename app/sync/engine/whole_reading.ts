import type { StreamRead } from '#reading'
import type { PageToWrite } from './prepare_page.js'
import type { ReadPlace } from './read_place.js'

/** Rows whose ids one reading holds in memory, 12 bytes each. Of more nothing is taken away. */
const MOST_ROWS = 2_000_000

/** Whose rows a reading brought that began with the first row and was not interrupted. */
export class WholeReading {
  #ids: Buffer[] = []
  #rows = 0
  #isReadable = true

  /** Null where the stream is read in parts, or where this worker goes on from a place in the middle. */
  static from({ stream }: StreamRead, { at }: ReadPlace): WholeReading | null {
    const isFirst = at.resume === null && at.from === at.start
    return stream.isWhole && stream.mode === 'event' && isFirst ? new WholeReading() : null
  }

  add({ batches, rejected }: PageToWrite) {
    this.#rows += batches.reduce((sum, { facts }) => sum + facts.count, 0)
    // A row that cannot be read is there all the same, and which one it is cannot be said.
    this.#isReadable &&= rejected.length === 0 && this.#rows <= MOST_ROWS
    this.#ids.push(...(this.#isReadable ? batches.flatMap(({ entityIds }) => entityIds) : []))
  }

  /** Null where it does not say what is gone. An empty table is told as one, and takes nothing away. */
  get entityIds(): Buffer[] | null {
    return this.#isReadable && this.#rows > 0 ? this.#ids : null
  }
}
