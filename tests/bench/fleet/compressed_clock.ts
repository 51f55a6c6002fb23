interface Sleeper {
  until: number
  wake: () => void
}

/** Real time while there is work, and a jump over the time in which everybody waits. */
export class CompressedClock {
  #aheadMs = 0
  #sleepers = new Set<Sleeper>()

  now = () => new Date(Date.now() + this.#aheadMs)

  get aheadMs(): number {
    return this.#aheadMs
  }

  get sleeping(): number {
    return this.#sleepers.size
  }

  /** When the first who waits wants to go on. */
  get nextWake(): number {
    return Math.min(...[...this.#sleepers].map(({ until }) => until))
  }

  sleep = (milliseconds: number, signal?: AbortSignal) => {
    signal?.throwIfAborted()
    return new Promise<void>((resolve) => {
      const until = this.now().getTime() + milliseconds
      const sleeper = { until, wake: () => this.#sleepers.delete(sleeper) && resolve() }
      this.#sleepers.add(sleeper)
    })
  }

  /** Vendors answer at once here. */
  deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds)

  /** Nobody waits for infinity. */
  jumpTo(moment: number) {
    this.#aheadMs += Number.isFinite(moment) ? Math.max(0, moment - this.now().getTime()) : 0
  }

  wakeDue() {
    const now = this.now().getTime()
    for (const sleeper of [...this.#sleepers].filter(({ until }) => until <= now)) {
      sleeper.wake()
    }
  }
}
