import type { TenantTransaction } from '#foundation'
import { storedTotals } from '#warehouse'
import type { StreamRead } from '#reading'
import { readName, type SyncRun } from '../engine/sync_run.js'
import { compare, emptyWindow, unverifiable, type Reconciliation } from './compare_totals.js'
import type { VendorAnswer, VendorTotal } from './ask_vendor_totals.js'

type Stored = Awaited<ReturnType<typeof storedTotals>>

/** Holds what is stored of a part's days now against what the vendor says it has. */
export async function reconcile(
  tenant: TenantTransaction,
  run: SyncRun,
  vendor: VendorAnswer
): Promise<Reconciliation[]> {
  const { part, window, answer } = vendor
  const place = { stream: part.stream.name, part: readName(part), window }
  const stored = await storedTotals(tenant, {
    streamId: run.handles.get(part.stream.name)!.id,
    ...window,
    ancestor: onlyBelow(run, part),
  })
  const rows = stored.reduce((sum, total) => sum + total.rows, 0)
  if (vendor.read === 0 && rows > 0 && saysNothing(answer)) {
    return [emptyWindow(place, rows)]
  }
  if (answer.status === 'unavailable') {
    return [unverifiable(place, answer.reason)]
  }
  return [...answer.totals, ...unmentioned(part, answer.totals, stored)].map(
    ({ metric, currency, total }) =>
      compare({
        ...place,
        metric,
        currency,
        vendor: total,
        stored: sumOf(stored, { metric, currency }),
      })
  )
}

/** Without totals, or with nothing in them, only what arrived before speaks. */
const saysNothing = (answer: VendorAnswer['answer']) =>
  answer.status === 'unavailable' || answer.totals.every(({ total }) => total === 0)

/** A sole account is the whole stream; of several, the rows below one are compared with its totals. */
export function onlyBelow({ session }: SyncRun, { account }: StreamRead) {
  const isOneOfSeveral = account !== null && session.accounts.length > 1
  return isOneOfSeveral ? { kind: 'account', externalId: account.id } : undefined
}

type Sum = Pick<VendorTotal, 'metric' | 'currency'>

function sumOf(stored: Stored, { metric, currency }: Sum): number {
  const ours = stored.filter((total) => currency === null || total.currency === currency)
  return ours.reduce((sum, { sums }) => sum + (sums[metric] ?? 0), 0)
}

/** A vendor whose totals leave out what we hold, a currency or everything, says that it has none of it. */
function unmentioned({ stream }: StreamRead, totals: VendorTotal[], stored: Stored): VendorTotal[] {
  const declared = Object.keys(stream.definition.totals?.metrics ?? {})
  const slots = stream.slots.filter(({ metric }) => declared.includes(metric))
  const sums: Sum[] = slots.flatMap(({ metric, unit }) =>
    unit === 'currency'
      ? stored.map(({ currency }) => ({ metric, currency }))
      : [{ metric, currency: null }]
  )
  const isMissing = ({ metric, currency }: Sum) =>
    !totals.some((total) => total.metric === metric && total.currency === currency)
  return sums
    .filter((sum) => isMissing(sum) && sumOf(stored, sum) !== 0)
    .map((sum) => ({ ...sum, total: 0 }))
}
