/** A clock that jumps instead of waiting, and remembers how long it should have waited. */
export class JumpingClock {
  readonly slept: number[] = []
  #now: number

  constructor(start: string | Date = new Date()) {
    this.#now = new Date(start).getTime()
  }

  now = () => new Date(this.#now)

  sleep = async (milliseconds: number, signal?: AbortSignal) => {
    signal?.throwIfAborted()
    this.slept.push(Math.round(milliseconds))
    this.#now += milliseconds
  }
}
