import { setTimeout as wait } from 'node:timers/promises'

/** Time as sessions see it. Tests hand in one that does not really wait. */
export interface Clock {
  now(): Date
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Aborted once so much time has passed. */
  deadline(milliseconds: number): AbortSignal
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => void (await wait(milliseconds, undefined, { signal })),
  deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
}
