import { VendorFailure } from '../vendor_failure.js'
import { systemClock, type Clock } from './clock.js'

/** How long a person at a form waits for a vendor, all calls and all repetitions together. */
const PATIENCE_MS = 12_000

/** A sync retries automatically; a person who waits for an answer has to retry. */
const RETRIES = / The sync retries automatically\.$/

const TRY_AGAIN = 'Nothing was changed. Try again in a few minutes.'

/**
 * Asks a vendor while a person waits for the answer: within a bounded time, and with a sentence for somebody at a form
 * where it fails. `ask` hands the signal on to every call.
 */
export async function whileSomebodyWaits<Answer>(
  title: string,
  ask: (signal: AbortSignal) => Promise<Answer>,
  clock: Pick<Clock, 'deadline'> = systemClock
): Promise<Answer> {
  const milliseconds = patienceMs()
  const signal = clock.deadline(milliseconds)
  try {
    return await ask(signal)
  } catch (error) {
    if (error instanceof VendorFailure) {
      throw signal.aborted ? tooSlow(title, milliseconds, error) : forPerson(error)
    }
    throw error
  }
}

/** Read at each call: an operator whose vendors are far away may allow more, and tests wait less. */
function patienceMs(): number {
  return Number(process.env.VENDOR_PATIENCE_MS) || PATIENCE_MS
}

function tooSlow(title: string, milliseconds: number, cause: VendorFailure) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_VENDOR_TIMEOUT',
    message: `${title} did not respond within ${Math.ceil(milliseconds / 1_000)} seconds. ${TRY_AGAIN}`,
    cause,
  })
}

function forPerson(failure: VendorFailure) {
  const { kind, action, code, message, retryAfterSeconds, cause } = failure
  const sentence = message.replace(RETRIES, ` ${TRY_AGAIN}`)
  return new VendorFailure({ kind, action, code, retryAfterSeconds, cause, message: sentence })
}
