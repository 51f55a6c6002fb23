import { VendorFailure } from '#reading'

/** A failure of a vendor or of what it sent, sorted: what to do, and the sentence for the person. */
export type Failure = Pick<
  VendorFailure,
  'kind' | 'action' | 'code' | 'message' | 'retryAfterSeconds'
>

/** The run stops at a safe place because somebody or something asked for it. */
export class RunInterrupted extends Error {
  constructor(readonly reason: 'cancelled' | 'shutdown') {
    super(`The run was interrupted: ${reason}.`)
  }
}

/** The failure an error is, or null for a mistake of ours, which is for the job queue. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof VendorFailure)) {
    return null
  }
  const { kind, action, code, message, retryAfterSeconds } = error
  return { kind, action, code, message, retryAfterSeconds }
}

/** What the engine does after a failure. */
export type Decision =
  | { then: 'wait'; seconds: number; countsAsAttempt: boolean }
  | { then: 'reconnect' }
  | { then: 'leave'; state: 'skipped' | 'failed' }

const MAX_ATTEMPTS = 5
const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 3_600
const RATE_LIMIT_WAIT_SECONDS = 60

/** Decides by the failure's action and by how often it was tried since the last page that landed. */
export function decide(failure: Failure, attempts: number): Decision {
  switch (failure.action) {
    case 'rateLimited':
      return {
        then: 'wait',
        seconds: failure.retryAfterSeconds ?? RATE_LIMIT_WAIT_SECONDS,
        countsAsAttempt: false,
      }
    case 'retry':
      return attempts + 1 < MAX_ATTEMPTS
        ? { then: 'wait', seconds: backoffSeconds(failure, attempts), countsAsAttempt: true }
        : { then: 'leave', state: 'failed' }
    case 'refreshAuth':
    case 'reconnect':
      return { then: 'reconnect' }
    case 'skip':
      return { then: 'leave', state: 'skipped' }
    default:
      return { then: 'leave', state: 'failed' }
  }
}

function backoffSeconds({ retryAfterSeconds }: Failure, attempts: number) {
  const own = Math.min(FIRST_WAIT_SECONDS * 2 ** attempts, LONGEST_WAIT_SECONDS)
  return Math.max(own, retryAfterSeconds ?? 0)
}
