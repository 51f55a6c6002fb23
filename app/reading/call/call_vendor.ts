import { VendorFailure, type FailureDetail } from '../vendor_failure.js'
import { admit } from './admission.js'
import type { CallPolicy, Progress } from './call_policy.js'
import { decode } from '../decode/decode.js'
import { TransportFailure, sendRequest, type VendorRequest } from './http_request.js'
import { pause, waitFor } from './pauses.js'
import { closeBudgets } from './refusals.js'
import { sortResponse, sortTransport, type ParsedResponse } from './sort_failure.js'
import { countFailure, countSuccess } from './vendor_circuit.js'

/**
 * Calls a vendor: within the shared limits, again after temporary failures, with renewed credentials where they
 * ran out. Answers JSON, or throws a `VendorFailure` that says what is left to do.
 */
export async function callVendor(
  first: VendorRequest,
  policy: CallPolicy
): Promise<ParsedResponse> {
  const progress: Progress = {
    request: first,
    attempt: 1,
    attempts: policy.attempts,
    waits: 0,
    hasRenewed: false,
    hasFailed: false,
  }
  for (;;) {
    await admit(policy, progress)
    const outcome = await attempt(progress.request, policy, progress.attempt)
    if (!('action' in outcome)) {
      if (progress.hasFailed) {
        await countSuccess(policy.circuit)
      }
      return outcome
    }
    await recover(outcome, policy, progress)
  }
}

type Outcome = ParsedResponse | FailureDetail

/** The status is worth a log line also where the answer is refused; null where none came. */
interface Sorted {
  status: number | null
  outcome: Outcome
}

async function attempt(
  request: VendorRequest,
  policy: CallPolicy,
  number: number
): Promise<Outcome> {
  const started = policy.clock.now()
  const { status, outcome } = await sorted(request, policy, started)
  const failure = 'action' in outcome ? outcome : undefined
  policy.log({
    method: request.method,
    url: addressOf(request.url),
    status,
    milliseconds: policy.clock.now().getTime() - started.getTime(),
    attempt: number,
    outcome: failure ? `${failure.code} → ${failure.action}` : 'ok',
  })
  return outcome
}

async function sorted(request: VendorRequest, policy: CallPolicy, now: Date): Promise<Sorted> {
  try {
    const { title, declared, isOk, clock, format } = policy
    const sent = { ...request, ...request.seal?.(request, now) }
    const answer = await sendRequest(sent, clock)
    const response = { ...answer, ...(await decode(answer, format)) }
    policy.hear?.(sent, response)
    await policy.heed(response)
    const failure = sortResponse(response, { title, declared, isOk, now, format: format.as })
    return { status: answer.status, outcome: failure ?? response }
  } catch (error) {
    if (error instanceof TransportFailure) {
      return { status: null, outcome: sortTransport(error, policy.title) }
    }
    throw error
  }
}

/** Decides whether to go round again; throws where not. */
async function recover(failure: FailureDetail, policy: CallPolicy, progress: Progress) {
  if (policy.signal?.aborted) {
    throw new VendorFailure({ ...failure, code: 'E_ABORTED', action: 'retry' })
  }
  switch (failure.action) {
    case 'retry':
      return backOff(failure, policy, progress)
    case 'rateLimited':
      return waitAsTold(failure, policy, progress)
    case 'refreshAuth':
      return renew(failure, policy, progress)
    default:
      throw new VendorFailure(failure)
  }
}

async function backOff(failure: FailureDetail, policy: CallPolicy, progress: Progress) {
  progress.hasFailed = true
  await countFailure(policy.circuit, policy.clock.now())
  if (progress.attempt >= progress.attempts) {
    throw new VendorFailure({ ...failure, retryAfterSeconds: failure.retryAfterSeconds ?? 60 })
  }
  const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** (progress.attempt - 1))
  progress.attempt += 1
  const told = (failure.retryAfterSeconds ?? 0) * 1_000
  await pause(Math.max(told, ceiling * (0.5 + Math.random() / 2)), policy)
}

/** Without `Retry-After` the wait doubles from wait to wait. */
async function waitAsTold(failure: FailureDetail, policy: CallPolicy, progress: Progress) {
  const guessMs = Math.min(policy.capMs, policy.baseMs * 2 ** progress.waits)
  const waitMs =
    failure.retryAfterSeconds === undefined ? guessMs : failure.retryAfterSeconds * 1_000
  const now = policy.clock.now()
  const until = new Date(now.getTime() + waitMs)
  const { connectionId, limits } = policy
  await closeBudgets(limits, { connectionId, until, now, isApp: failure.isApp === true })
  await waitFor(waitMs, failure, { policy, progress })
}

async function renew(failure: FailureDetail, policy: CallPolicy, progress: Progress) {
  const renewed = progress.hasRenewed ? undefined : await policy.renew?.()
  if (!renewed) {
    throw new VendorFailure({ ...failure, action: 'reconnect', kind: 'authorization' })
  }
  progress.hasRenewed = true
  progress.request = renewed
}

/** The query may hold a key or personal data, so the log keeps the path only. */
function addressOf(url: string): string {
  const { host, pathname } = new URL(url)
  return host + pathname
}
