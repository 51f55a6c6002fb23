import { withTenant } from '#foundation'
import type { FactRecord } from '#shared/records'
import { failureOf } from '../engine/failure.js'
import { pagesOf, type SyncRun } from '../engine/sync_run.js'
import { rulesOf } from '../engine/read_place.js'
import { dayAfter, sliceAt } from '../engine/windows.js'
import type { VendorAnswer } from './ask_vendor_totals.js'
import { compare } from './compare_totals.js'
import { reconcile } from './reconcile.js'

/** More than this is not held in memory for the sake of a gap; a backfill of fewer days finds it. */
const MOST_FACTS = 200_000

/**
 * Where we hold more than the vendor reports, rows may have vanished there: a campaign's day, deleted for good. Our
 * first reading cannot tell, since it may have been resumed; so the days are read once more, whole. Only a reading
 * that is not empty and adds up to the vendor's own total says what is left. Never fails the run.
 */
export async function readAgain(run: SyncRun, answers: VendorAnswer[]): Promise<VendorAnswer[]> {
  const looked: VendorAnswer[] = []
  for (const answer of answers) {
    looked.push((await holdsTooMuch(run, answer)) ? await withSecondReading(run, answer) : answer)
  }
  return looked
}

/** Only daily rows say nothing by moving away: those of an event mode follow their entity. */
async function holdsTooMuch(run: SyncRun, answer: VendorAnswer): Promise<boolean> {
  if (answer.part.stream.mode !== 'daily' || answer.answer.status === 'unavailable') {
    return false
  }
  const outcomes = await withTenant(
    run.organizationId,
    (tenant) => reconcile(tenant, run, answer),
    { readOnly: true }
  )
  return outcomes.some(
    ({ status, storedTotal, vendorTotal }) =>
      status === 'gap' && Number(storedTotal) > Number(vendorTotal)
  )
}

async function withSecondReading(run: SyncRun, answer: VendorAnswer): Promise<VendorAnswer> {
  try {
    const facts = await everything(run, answer)
    return facts && facts.length > 0 && addsUp(answer, facts) ? { ...answer, again: facts } : answer
  } catch (error) {
    if (!failureOf(error)) {
      throw error
    }
    return answer
  }
}

/** Every fact of the window; null where one cannot be read, there are too many, or the run has to stop. */
async function everything(run: SyncRun, answer: VendorAnswer): Promise<FactRecord[] | null> {
  const facts: FactRecord[] = []
  for await (const { batches, rejected } of secondReading(run, answer)) {
    facts.push(...(batches.get(answer.part.stream.name)?.facts ?? []))
    if (rejected.length > 0 || facts.length > MOST_FACTS || run.shouldStop()) {
      return null
    }
  }
  return facts
}

async function* secondReading(run: SyncRun, { part, window }: VendorAnswer) {
  for (let from = window.from; from <= window.to;) {
    const slice = sliceAt(window, from, rulesOf(part))
    yield* pagesOf(run, part, { window: slice })
    from = dayAfter(slice.to)
  }
}

function addsUp({ part, window, answer }: VendorAnswer, facts: FactRecord[]) {
  if (answer.status === 'unavailable' || answer.totals.length === 0) {
    return false
  }
  const { name, slots } = part.stream
  return answer.totals.every(({ metric, currency, total: vendor }) => {
    const slot = slots.findIndex((each) => each.metric === metric)
    const counted = facts.filter((fact) => currency === null || fact.currency === currency)
    const stored = counted.reduce((sum, { numbers }) => sum + (numbers[slot] ?? 0), 0)
    return (
      compare({ stream: name, part: '', window, metric, currency, vendor, stored }).status ===
      'matched'
    )
  })
}
