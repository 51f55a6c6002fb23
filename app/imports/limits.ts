/** One statement over the rows of a whole file may take this long; chunks stay far below. */
export const STATEMENT_TIMEOUT_MS = 120_000

/** Tries over more than five minutes, which a restarted database survives. Then the person is told. */
const TRIES = 7

export function isLastTry({ retryCount }: { retryCount: number }): boolean {
  return retryCount >= TRIES - 1
}
