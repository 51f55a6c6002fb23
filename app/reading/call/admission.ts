import { VendorFailure, type FailureDetail } from '../vendor_failure.js'
import type { CallPolicy, Progress } from './call_policy.js'
import { waitFor } from './pauses.js'
import { readCircuit } from './vendor_circuit.js'
import { takePoints } from './points.js'
import { takeFrom, type SharedLimit } from './vendor_limits.js'
import { transitIn } from './transit.js'

/** After so many rounds the machine is too slow for its own limits, and the request goes out as it is. */
const MOST_ROUNDS = 5

/**
 * Lets a request out when the circuit is closed and every budget has room. A budget counts a request at the moment it was taken;
 * the vendor counts it when it arrives. Whatever was taken too long ago, because another budget or the database kept the request
 * waiting, is taken again.
 */
export async function admit(policy: CallPolicy, progress: Progress) {
  await passCircuit(policy, progress)
  const taken = new Map<SharedLimit, number>()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const now = policy.clock.now().getTime()
    const stale = policy.limits.filter((limit) => !isFresh(limit, taken.get(limit), now))
    if (stale.length === 0) {
      return
    }
    for (const limit of stale) {
      taken.set(limit, await enter(limit, policy, progress))
    }
  }
}

/** Waits for room in a budget; answers the moment that it counts the request at. */
async function enter(limit: SharedLimit, policy: CallPolicy, progress: Progress) {
  for (;;) {
    const now = policy.clock.now()
    const admission = await take(limit, now)
    if (admission.admitted) {
      return now.getTime()
    }
    await waitFor(admission.waitMs, budgetFailure(policy.title), { policy, progress })
  }
}

/** Points are settled by what the answer says, whenever it comes. */
const isFresh = (limit: SharedLimit, takenAt: number | undefined, now: number) =>
  takenAt !== undefined && ('points' in limit || now - takenAt <= transitIn(limit.everyMs))

const take = (limit: SharedLimit, now: Date) =>
  'points' in limit ? takePoints(limit, now) : takeFrom(limit, now)

/** A call that is under way when the circuit opens may use its attempts up; a new one does not begin. */
async function passCircuit(policy: CallPolicy, progress: Progress) {
  const { failures, openMs } = await readCircuit(policy.circuit, policy.clock.now())
  if (openMs > 0 && !progress.hasFailed) {
    throw new VendorFailure({
      kind: 'temporary',
      action: 'retry',
      code: 'E_VENDOR_CIRCUIT_OPEN',
      message: `${policy.title} failed many times in a row, so syncing pauses for a minute. The sync retries automatically.`,
      retryAfterSeconds: Math.ceil(openMs / 1_000),
    })
  }
  if (!progress.hasFailed && failures >= policy.attempts) {
    // Another try of the run asks once: its pauses would keep a place that other sources could be read in.
    progress.attempts = 1
  }
  progress.hasFailed ||= failures > 0
}

function budgetFailure(title: string): FailureDetail {
  return {
    kind: 'temporary',
    action: 'rateLimited',
    code: 'E_VENDOR_BUDGET',
    message: `The number of requests that ${title} allows is used up for now. The sync retries automatically.`,
  }
}
