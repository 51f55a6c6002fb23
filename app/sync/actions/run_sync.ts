import { withChosenStreams } from '../engine/chosen_streams.js'
import { decide, failureOf, RunInterrupted, type Failure } from '../engine/failure.js'
import { watchInterruption, type Interruption } from '../engine/interruption.js'
import { openHandles, takeRun, type StartedRun } from '../engine/open_sync_run.js'
import { assertSomethingToRead, readsOf } from '../engine/stream_reads.js'
import { leaveRead } from '../engine/leave_read.js'
import { readStream } from '../engine/read_stream.js'
import { abandonRun, completeRun, endRun, suspendRun, type RunJob } from '../engine/settle_run.js'
import type { SessionRequest } from '../engine/open_session.js'
import type { SourceSession } from '../engine/sync_run.js'
import type { StreamRead } from '#reading'
import { readName, type SyncRun } from '../engine/sync_run.js'
import { LeaseLost, type RunError } from '../run_records.js'

export interface RunSyncOptions {
  openSession: (request: SessionRequest) => Promise<SourceSession>
  now?: () => Date
  /** How often it looks whether a person has cancelled. */
  lookEveryMs?: number
}

/** Stops the reading of further parts: the run waits, or asks the person to sign in again. */
class RunHeld extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/**
 * Carries out one run: reads every part of the source page by page, compares what landed with the
 * vendor's totals, and ends, waits or hands over. Whatever happens to the process, running it again
 * goes on where the last committed page ended.
 */
export default class RunSync {
  private readonly openSession: (request: SessionRequest) => Promise<SourceSession>
  private readonly now: () => Date
  private readonly lookEveryMs: number

  constructor({ openSession, now = () => new Date(), lookEveryMs = 1_000 }: RunSyncOptions) {
    this.openSession = openSession
    this.now = now
    this.lookEveryMs = lookEveryMs
  }

  async execute(job: RunJob) {
    const started = await takeRun(job.payload as never, this.now())
    if (!started) {
      return
    }
    const interruption = watchInterruption(started, job, this.lookEveryMs)
    try {
      await this.#carryOut(started, job, interruption)
    } catch (error) {
      if (!(error instanceof LeaseLost)) {
        throw error
      }
      // Another worker has the run. What it does is right; this one has nothing left to do.
    } finally {
      interruption.close()
    }
  }

  async #carryOut(started: StartedRun, job: RunJob, interruption: Interruption) {
    let run: SyncRun | null = null
    try {
      if (started.refusal) {
        return await endRun(bare(started, this.now), job, refused(started.refusal))
      }
      run = await this.#open(started, interruption)
      await this.#readParts(run)
      await completeRun(run, job)
    } catch (error) {
      await this.#settle({ run: run ?? bare(started, this.now), job, interruption }, error)
    }
  }

  async #open(started: StartedRun, interruption: Interruption): Promise<SyncRun> {
    assertUsable(interruption)
    const { organizationId, correlationId, pluginVersion } = started
    const whole = await this.openSession({
      ...{ organizationId, correlationId, pluginVersion, signal: interruption.signal },
      connectionId: started.connection.id,
    })
    const session = withChosenStreams(whole, started.connection.streamChoices)
    return {
      ...bare(started, this.now),
      session,
      handles: await openHandles(started, session),
      signal: interruption.signal,
      shouldStop: () => interruption.reason(),
    }
  }

  async #readParts(run: SyncRun) {
    assertSomethingToRead(run)
    for (const part of readsOf(run)) {
      const { state } = run.book.part(part.stream.name, readName(part))
      if (state !== 'done') {
        await this.#readOrLeave(run, part)
      }
    }
  }

  /** One part's failure leaves the others be, unless the whole vendor is what fails. */
  async #readOrLeave(run: SyncRun, part: StreamRead) {
    try {
      await readStream(run, part)
    } catch (error) {
      const failure = failureOf(error)
      if (!failure || run.shouldStop()) {
        throw error
      }
      const decision = decide(failure, run.attempts)
      if (decision.then !== 'leave') {
        throw new RunHeld(failure)
      }
      await leaveRead(run, part, { ...failure, state: decision.state })
    }
  }

  async #settle({ run, job, interruption }: Settlement, error: unknown) {
    const reason = error instanceof RunInterrupted ? error.reason : interruption.reason()
    if (reason === 'cancelled') {
      return endRun(run, job, { outcome: 'cancelled', error: null })
    }
    if (reason === 'shutdown') {
      return suspendRun(run, job, { seconds: 0, countsAsAttempt: false, failure: null })
    }
    const failure = error instanceof RunHeld ? error.failure : failureOf(error)
    return failure ? settleFailure(run, job, failure) : abandonRun(run, error)
  }
}

interface Settlement {
  run: SyncRun
  job: RunJob
  interruption: Interruption
}

function settleFailure(run: SyncRun, job: RunJob, failure: Failure) {
  const decision = decide(failure, run.attempts)
  if (decision.then === 'wait') {
    return suspendRun(run, job, { ...decision, failure })
  }
  const { code, message } = failure
  const kind = decision.then === 'reconnect' ? 'authorization' : failure.kind
  return endRun(run, job, { outcome: 'failed', error: { kind, code, message } })
}

const refused = (error: RunError) => ({ outcome: 'failed' as const, error })

function assertUsable(interruption: Interruption) {
  const reason = interruption.reason()
  if (reason) {
    throw new RunInterrupted(reason)
  }
}

/** A run without its vendor, which is enough to settle it. */
function bare(started: StartedRun, now: () => Date): SyncRun {
  return {
    ...started,
    now,
    session: NO_SESSION,
    handles: new Map(),
    allowance: null,
    wholes: new Map(),
    signal: new AbortController().signal,
    shouldStop: () => null,
  }
}

const NO_SESSION: SourceSession = {
  connection: { settings: {} },
  connector: { streams: new Map() },
  accounts: [],
  async *read() {},
  totals: async () => null,
}
