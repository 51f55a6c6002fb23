import { Refusal } from '#foundation'

/** Each takes some 130 MB, so this is what a serving process may ask of its machine. Imports in the queue have their own bound. */
const MOST_READERS = 3
const MOST_WAITING_OF_ONE = 4
const PATIENCE_MS = 45_000

interface Waiting {
  organizationId: string
  start: () => void
}

/** Readers of files, few at once. A free one goes to the organization that has the fewest; among equals, to who waited longest. */
class ReaderPool {
  readonly #running: string[] = []
  readonly #waiting: Waiting[] = []

  async run<Result>(organizationId: string, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(organizationId)
    try {
      return await work()
    } finally {
      this.#leave(organizationId)
    }
  }

  #enter(organizationId: string): Promise<void> {
    if (this.#running.length < MOST_READERS) {
      this.#running.push(organizationId)
      return Promise.resolve()
    }
    if (
      this.#waiting.filter((one) => one.organizationId === organizationId).length >=
      MOST_WAITING_OF_ONE
    ) {
      throw busy()
    }
    return this.#wait(organizationId)
  }

  #wait(organizationId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { organizationId, start: resolve }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(busy())
      }, PATIENCE_MS)
      waiting.start = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiting.push(waiting)
    })
  }

  #leave(organizationId: string) {
    this.#running.splice(this.#running.indexOf(organizationId), 1)
    const next = this.#next()
    if (next) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      this.#running.push(next.organizationId)
      next.start()
    }
  }

  #next(): Waiting | undefined {
    const share = ({ organizationId }: Waiting) =>
      this.#running.filter((one) => one === organizationId).length
    const [first, ...others] = this.#waiting
    return others.reduce((best, one) => (share(one) < share(best) ? one : best), first)
  }
}

const pool = new ReaderPool()

/** Reads a file once a reader is free. Throws a sentence where too many wait already. */
export function inReaderPool<Result>(
  organizationId: string,
  work: () => Promise<Result>
): Promise<Result> {
  return pool.run(organizationId, work)
}

function busy() {
  return new Refusal({
    code: 'E_READERS_BUSY',
    status: 429,
    message:
      'Several files are being looked at already, so this one was not kept. Wait until they are through and upload it again.',
  })
}
