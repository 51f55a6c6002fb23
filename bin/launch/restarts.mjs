/** When a member that ended by itself is started again, and when there is no use in it any more. */
const SECOND_MS = 1_000
/** A member that lived longer than this was not at fault by its start. */
const QUICK_MS = 60 * SECOND_MS
const DELAYS_MS = [0.5, 1, 2, 4, 8].map((seconds) => seconds * SECOND_MS)

export class Restarts {
  #delaysMs
  #quickDeaths = 0

  constructor(delaysMs = DELAYS_MS) {
    this.#delaysMs = delaysMs
  }

  /** Answers after how long to start it again; nothing, where it died at once too often in a row. */
  delayAfter(livedMs) {
    this.#quickDeaths = livedMs < QUICK_MS ? this.#quickDeaths + 1 : 1
    return this.#delaysMs[this.#quickDeaths - 1]
  }
}
