import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { removeVanished } from '#warehouse'
import { inStoredOrder } from '#shared/stored_order'
import type { SyncRun } from '../engine/sync_run.js'
import type { VendorAnswer } from './ask_vendor_totals.js'
import { onlyBelow } from './reconcile.js'

/** Takes away what a complete second reading no longer brought; answers the sentence about it, if there was anything. */
export async function takeVanished(
  tenant: TenantTransaction,
  run: SyncRun,
  { part, window, again }: VendorAnswer
): Promise<string | null> {
  if (!again) {
    return null
  }
  const stream = run.handles.get(part.stream.name)!
  const { removed } = await removeVanished(tenant, {
    stream,
    runId: run.id,
    now: DateTime.fromJSDate(run.now()),
    ...window,
    ancestor: onlyBelow(run, part),
    facts: inStoredOrder(again, part.stream.slots, stream.slots),
  })
  return removed === 0 ? null : sentence(removed)
}

const sentence = (rows: number) =>
  rows === 1
    ? '1 row that the vendor no longer reports was removed; the history keeps it.'
    : `${rows} rows that the vendor no longer reports were removed; the history keeps them.`
