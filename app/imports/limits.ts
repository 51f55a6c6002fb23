import { ProgrammingError } from '#foundation'

/** One statement over the rows of a whole file may take this long; chunks stay far below. */
export const STATEMENT_TIMEOUT_MS = 120_000

/** Tries over more than five minutes, which a restarted database survives. Then the person is told. */
const TRIES = 7

export function isLastTry({ retryCount }: { retryCount: number }): boolean {
  return retryCount >= TRIES - 1
}

/** PostgreSQL's data exceptions and broken checks: the same rows have them every time. */
const SAME_EVERY_TIME = /^(?:22...|23514)$/

/** Whether trying again would only take the person's time. */
export function staysAsItIs(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return (
    error instanceof ProgrammingError || (typeof code === 'string' && SAME_EVERY_TIME.test(code))
  )
}
