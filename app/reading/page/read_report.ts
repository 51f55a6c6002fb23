import type { RequestScope, VendorAnswer } from '../call/calls.js'
import type { CompiledReport } from '../call/compile_calls.js'
import { VendorFailure } from '../vendor_failure.js'
import { readList, type ListReading } from './read_list.js'
import type { RawPage } from './read_slice.js'

/** Waits up to this long happen here; longer ones are the engine's, which reads something else meanwhile. */
const LONGEST_PAUSE_MS = 30_000
const MOST_PAUSES = 10

/** A report that was asked for. JSON, because the sync engine stores it between runs. */
interface ReportPlace {
  created?: unknown
  /** Milliseconds since 1970. */
  askedAt?: number
  /** Where the reading of the finished report stands. */
  page?: ListReading['resume']
}

interface ReportReading extends Omit<ListReading, 'resume'> {
  report: CompiledReport
  /** How the finished report is read. */
  read: (reading: ListReading) => AsyncGenerator<RawPage>
  resume?: unknown
}

/**
 * Asks for a report, waits until the vendor has prepared it, and reads it. Every step is handed on as a place to resume at:
 * an interrupted reading goes on with the report that was asked for.
 */
export async function* readReport(reading: ReportReading): AsyncGenerator<RawPage> {
  let place = stillKept(reading)
  if (!place) {
    place = await create(reading)
    yield { records: [], raw: '', resume: place }
  }
  const outcome = await prepared(reading, place)
  if (outcome.status === 'failed') {
    // The next try asks for a new one.
    yield { records: [], raw: '', resume: {} }
    throw outcome.failure
  }
  if (outcome.status === 'empty') {
    yield { records: [], raw: '', resume: null }
    return
  }
  yield* download(reading, place, outcome.polled)
}

/** The records of a list, or of a report that has to be asked for, as a whole. */
export async function readWhole(reading: ListReading, report: CompiledReport | undefined) {
  const records: unknown[] = []
  const { caller, list, scope } = reading
  const pages = report ? readReport({ caller, list, scope, report, read: plain }) : plain(reading)
  for await (const page of pages) {
    records.push(...page.records)
  }
  return records
}

async function* plain(reading: ListReading): AsyncGenerator<RawPage> {
  for await (const { records, text, next } of readList(reading)) {
    yield { records, raw: text, resume: next }
  }
}

function stillKept({ resume, report, caller }: ReportReading): ReportPlace | null {
  const place = (resume ?? {}) as ReportPlace
  const age = caller.clock.now().getTime() - (place.askedAt ?? 0)
  return place.created !== undefined && age < report.keepMs ? place : null
}

async function create({ report, caller, scope }: ReportReading): Promise<ReportPlace> {
  const { body } = await caller.send(report.create, scope)
  return { created: body, askedAt: caller.clock.now().getTime() }
}

type Outcome =
  | { status: 'ready'; polled: unknown }
  | { status: 'empty' }
  | { status: 'failed'; failure: VendorFailure }

async function prepared(reading: ReportReading, place: ReportPlace): Promise<Outcome> {
  const { report, caller } = reading
  if (!report.poll) {
    return { status: 'ready', polled: null }
  }
  const scope = { ...reading.scope, report: { created: place.created } }
  for (let pauses = 0; ; pauses++) {
    const answer = await caller.send(report.poll.call, scope)
    const outcome = judged(reading, answer)
    if (outcome) {
      return outcome
    }
    await pause(reading, place, pauses)
  }
}

function judged({ report, scope, caller }: ReportReading, answer: VendorAnswer): Outcome | null {
  const { tooLarge, failed, empty, until } = report.poll!
  const { settings } = scope
  if (tooLarge(answer, settings)) {
    throw tooLargeFailure(caller.title)
  }
  if (failed(answer, settings)) {
    return { status: 'failed', failure: failedFailure(caller.title) }
  }
  if (empty(answer, settings)) {
    return { status: 'empty' }
  }
  return until(answer, settings) ? { status: 'ready', polled: answer.body } : null
}

async function pause({ report, caller }: ReportReading, place: ReportPlace, pauses: number) {
  const { everyMs, withinMs } = report.poll!
  if (caller.clock.now().getTime() - place.askedAt! > withinMs) {
    throw lateFailure(caller.title)
  }
  if (everyMs > LONGEST_PAUSE_MS || pauses >= MOST_PAUSES) {
    throw notReady(caller.title, Math.ceil(everyMs / 1_000))
  }
  await caller.clock.sleep(everyMs, caller.signal)
}

async function* download(
  { caller, list, scope, read }: ReportReading,
  place: ReportPlace,
  polled: unknown
): AsyncGenerator<RawPage> {
  const seen: RequestScope = { ...scope, report: { created: place.created, polled } }
  for await (const page of read({ caller, list, scope: seen, resume: place.page })) {
    yield { ...page, resume: page.resume ? { ...place, page: page.resume } : null }
  }
}

function notReady(title: string, seconds: number) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'rateLimited',
    code: 'E_REPORT_NOT_READY',
    message: `${title} is still preparing the report. The sync continues when it is ready.`,
    retryAfterSeconds: seconds,
  })
}

function failedFailure(title: string) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_REPORT_FAILED',
    message: `${title} could not prepare the report. The sync asks for it again.`,
    retryAfterSeconds: 300,
  })
}

function tooLargeFailure(title: string) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'narrow',
    code: 'E_REPORT_TOO_LARGE',
    message: `${title} finds the report too large. A shorter period is asked for.`,
  })
}

function lateFailure(title: string) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'fail',
    code: 'E_REPORT_LATE',
    message: `${title} did not finish the report in time, so this part is left out. The next sync asks for it again.`,
  })
}
