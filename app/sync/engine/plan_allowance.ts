import { DateTime } from 'luxon'
import { entitlements, flowAllowance, recordUsage } from '#billing'
import { newId, type TenantTransaction } from '#foundation'
import type { RunCounts } from '../run_records.js'
import { VendorFailure } from '#reading'
import type { SyncRun } from './sync_run.js'

/** What was looked up is used for so long; a spending cap has to hold within a minute. */
const LOOK_EVERY_MS = 30_000

/** A run that waits for the plan looks again so often; a change of plan wakes it at once. */
const WAIT_AT_MOST_SECONDS = 3_600

/**
 * Before a page is written: whether the plan has room for it. Where it has none the run waits at this page, says so,
 * and nothing of it is lost. A page that has begun is written whole.
 */
export async function assertRoom(tenant: TenantTransaction, run: SyncRun) {
  const now = DateTime.fromJSDate(run.now())
  if (isFresh(run.allowance, now)) {
    return
  }
  await assertOwnPlace(tenant, run, now)
  const allowance = await flowAllowance(tenant, 'records', now)
  if (!allowance.isOpen) {
    throw waits(allowance.message, allowance.resetsAt.diff(now).as('seconds'))
  }
  run.allowance = { left: allowance.left, lookedAtMs: now.toMillis() }
}

function isFresh(known: SyncRun['allowance'], now: DateTime) {
  return known !== null && known.left !== 0 && now.toMillis() - known.lookedAtMs < LOOK_EVERY_MS
}

/** Counts what is new or changed; rows that were confirmed cost nothing. The page and its count are one transaction. */
export async function countPage(
  tenant: TenantTransaction,
  run: SyncRun,
  { written, restated }: RunCounts
) {
  const quantity = written + restated
  if (quantity > 0) {
    const now = DateTime.fromJSDate(run.now())
    const driver = `source:${run.connection.id}`
    // Only a worker that holds the run gets here, and once for each page: the id need not tell pages apart again.
    const usage = { meter: 'records' as const, eventId: newId(), quantity, driver, at: now }
    await recordUsage(tenant, usage, now)
  }
  const known = run.allowance
  if (known?.left) {
    run.allowance = { ...known, left: Math.max(0, known.left - quantity) }
  }
}

/** After a change to a smaller plan the sources that were there first are read; the others wait for room. */
async function assertOwnPlace(tenant: TenantTransaction, run: SyncRun, now: DateTime) {
  const { sources: limit, planName } = await entitlements.of(tenant, now)
  const { rows } = await tenant.query<{ before: string }>(
    `SELECT count(*) AS before FROM connections c JOIN connections own
       ON own.organization_id = $1 AND own.id = $2
     WHERE c.organization_id = $1 AND c.state NOT IN ('removed', 'paused')
       AND (c.created_at, c.id) < (own.created_at, own.id)`,
    [tenant.organizationId, run.connection.id]
  )
  if (limit !== null && Number(rows[0].before) >= limit) {
    throw waits(
      `The ${planName} plan syncs ${limit} ${limit === 1 ? 'source' : 'sources'}, and this one was connected later, so it waits. What was synced stays. Open Billing to change the plan, or pause or remove another source.`,
      WAIT_AT_MOST_SECONDS
    )
  }
}

/** Waiting costs no attempt, as with a vendor's own limit. */
function waits(message: string, seconds: number) {
  return new VendorFailure({
    kind: 'temporary',
    action: 'rateLimited',
    code: 'E_PLAN_LIMIT',
    message,
    retryAfterSeconds: Math.ceil(Math.min(Math.max(seconds, 1), WAIT_AT_MOST_SECONDS)),
  })
}
