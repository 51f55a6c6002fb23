/** A clock that jumps instead of waiting, and remembers how long it should have waited. */
export class JumpingClock {
  readonly slept: number[] = []
  #now: number
  #deadlines: AbortController[] = []

  constructor(start: string | Date = new Date()) {
    this.#now = new Date(start).getTime()
  }

  now = () => new Date(this.#now)

  sleep = async (milliseconds: number, signal?: AbortSignal) => {
    signal?.throwIfAborted()
    this.slept.push(Math.round(milliseconds))
    this.#now += milliseconds
  }

  /** Real time does not count against an answer: only `missDeadlines` ends the waiting for it. */
  deadline = (_milliseconds: number) => {
    const deadline = new AbortController()
    this.#deadlines.push(deadline)
    return deadline.signal
  }

  /** Lets every answer that is still awaited be too late. */
  missDeadlines = () => {
    this.#deadlines.splice(0).forEach((deadline) => deadline.abort())
  }
}
