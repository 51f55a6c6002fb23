import { setTimeout as wait } from 'node:timers/promises'
import { giveBack, takeFrom } from './vendor_limits.js'

/** Longer than a token endpoint is waited for; the turn of a process that died is over then. */
const TURN_MS = 30_000
const LOOK_EVERY_MS = 100

interface Turn<Found> {
  /** What somebody else brought meanwhile. */
  find: () => Promise<Found | undefined>
  renew: () => Promise<Found>
}

/**
 * Lets one of all processes at a time renew the access of a connection. The turn is a budget of one, as shared as the limits
 * of the vendors, and not a lock in a transaction: nobody holds a connection to the database while a vendor is asked.
 */
export async function takingTurns<Found>(
  { id, signal }: { id: string; signal?: AbortSignal },
  { find, renew }: Turn<Found>
): Promise<Found> {
  const turn = { key: `renewal|${id}`, requests: 1, everyMs: TURN_MS }
  // The turn is measured in real time: processes wait for each other, whatever the clock of a session says.
  let { admitted } = await takeFrom(turn, new Date())
  while (!admitted) {
    const found = await find()
    if (found) {
      return found
    }
    await wait(LOOK_EVERY_MS, undefined, { signal })
    ;({ admitted } = await takeFrom(turn, new Date()))
  }
  try {
    return await renew()
  } finally {
    await giveBack(turn.key)
  }
}
