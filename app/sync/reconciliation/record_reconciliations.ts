import { type TenantTransaction } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import type { SyncRun } from '../engine/sync_run.js'
import type { Reconciliation } from './compare_totals.js'
import type { VendorAnswer } from './ask_vendor_totals.js'
import { reconcile } from './reconcile.js'
import { takeGone, takeVanished } from './take_vanished.js'

/** Compares what the vendor answered with what is stored now, and keeps the outcome with the run. */
export async function recordReconciliations(
  tenant: TenantTransaction,
  run: SyncRun,
  answers: VendorAnswer[]
): Promise<Reconciliation[]> {
  const outcomes: Reconciliation[] = []
  const gone = await takeGone(tenant, run)
  for (const answer of answers) {
    const note = gone.get(answer.part.stream.name) ?? (await takeVanished(tenant, run, answer))
    const compared = await reconcile(tenant, run, answer)
    outcomes.push(...compared.map((outcome) => ({ ...outcome, reason: outcome.reason ?? note })))
  }
  await insert(tenant, run, outcomes)
  return outcomes
}

async function insert(tenant: TenantTransaction, run: SyncRun, outcomes: Reconciliation[]) {
  const column = <Value>(pick: (outcome: Reconciliation) => Value) => outcomes.map(pick)
  await tenant.query(
    `INSERT INTO reconciliations (organization_id, id, connection_id, run_id, stream, part, metric,
       currency, window_from, window_to, status, vendor_total, stored_total, matched_percent, reason, created_at)
     SELECT $1, r.id, $2, $3, r.stream, r.part, r.metric, r.currency, r.window_from, r.window_to, r.status,
       r.vendor_total, r.stored_total, r.matched_percent, r.reason, $4
     FROM unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $16::text[], $9::date[], $10::date[], $11::text[],
       $12::float8[], $13::float8[], $14::float8[], $15::text[])
       AS r (id, stream, part, metric, currency, window_from, window_to, status, vendor_total, stored_total,
         matched_percent, reason)
     ON CONFLICT (organization_id, id) DO NOTHING`,
    [
      tenant.organizationId,
      run.connection.id,
      run.id,
      run.now(),
      column((outcome) => stableUuid(identity(run, outcome))),
      column(({ stream }) => stream),
      column(({ part }) => part),
      column(({ metric }) => metric),
      column(({ window }) => window.from),
      column(({ window }) => window.to),
      column(({ status }) => status),
      column(({ vendorTotal }) => vendorTotal),
      column(({ storedTotal }) => storedTotal),
      column(({ matchedPercent }) => matchedPercent),
      column(({ reason }) => reason),
      column(({ currency }) => currency),
    ]
  )
}

const identity = (run: SyncRun, { stream, part, metric, currency }: Reconciliation) =>
  [run.id, stream, part, metric, currency ?? ''].join('\u0000')
