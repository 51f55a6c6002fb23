import { VendorFailure, type FailureDetail } from '../vendor_failure.js'
import type { CallPolicy, Progress } from './call_policy.js'

/** Waits up to this long happen here; longer ones are the caller's, who can do something else meanwhile. */
const LONGEST_WAIT_MS = 30_000

/** Waiting for the vendor's limits uses no attempt up, but it does not go on for ever either. */
const MOST_WAITS = 20

/** Waits because the vendor, or a shared budget, said so. Too long a wait is handed to the caller. */
export async function waitFor(
  waitMs: number,
  failure: FailureDetail,
  { policy, progress }: { policy: CallPolicy; progress: Progress }
) {
  progress.waits += 1
  if (waitMs > LONGEST_WAIT_MS || progress.waits > MOST_WAITS) {
    throw new VendorFailure({ ...failure, retryAfterSeconds: Math.ceil(waitMs / 1_000) })
  }
  await pause(waitMs, policy)
}

/** Sleeps; being stopped meanwhile is a failure that means "later". */
export async function pause(milliseconds: number, { clock, signal, title }: CallPolicy) {
  try {
    await clock.sleep(milliseconds, signal)
  } catch (cause) {
    throw aborted(title, cause)
  }
}

export function aborted(title: string, cause?: unknown): VendorFailure {
  return new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_ABORTED',
    message: `Reading from ${title} was stopped.`,
    cause,
  })
}
