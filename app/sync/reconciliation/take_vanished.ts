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
  return sentence(removed)
}

/** Takes away what whole readings no longer brought; answers the sentences about it by stream. */
export async function takeGone(
  tenant: TenantTransaction,
  run: SyncRun
): Promise<Map<string, string | null>> {
  const sentences = new Map<string, string | null>()
  const now = DateTime.fromJSDate(run.now())
  for (const [name, entityIds] of run.wholes) {
    const reading = { stream: run.handles.get(name)!, runId: run.id, now, entityIds }
    const { removed } = await removeVanished(tenant, reading)
    sentences.set(name, sentence(removed))
  }
  return sentences
}

function sentence(rows: number): string | null {
  if (rows === 0) {
    return null
  }
  return rows === 1
    ? '1 row that the vendor no longer reports was removed; the history keeps it.'
    : `${rows} rows that the vendor no longer reports were removed; the history keeps them.`
}
