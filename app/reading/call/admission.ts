import { VendorFailure, type FailureDetail } from '../vendor_failure.js'
import type { CallPolicy, Progress } from './call_policy.js'
import { waitFor } from './pauses.js'
import { readCircuit } from './vendor_circuit.js'
import { takePoints } from './points.js'
import { takeFrom, type SharedLimit } from './vendor_limits.js'

/** Lets a request out when the circuit is closed and every budget has room. */
export async function admit(policy: CallPolicy, progress: Progress) {
  await passCircuit(policy, progress)
  for (const limit of policy.limits) {
    let admission = await take(limit, policy.clock.now())
    while (!admission.admitted) {
      await waitFor(admission.waitMs, budgetFailure(policy.title), { policy, progress })
      admission = await take(limit, policy.clock.now())
    }
  }
}

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
