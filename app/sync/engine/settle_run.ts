import { DateTime } from 'luxon'
import { enqueue, withTenant, type defineJob, type TenantTransaction } from '#foundation'
import { noteAccounts } from '#connections'
import { assertHeld, finishRun, holdRun, type RunError } from '../run_records.js'
import { askVendorTotals } from '../reconciliation/ask_vendor_totals.js'
import { readAgain } from '../reconciliation/read_again.js'
import { recordReconciliations } from '../reconciliation/record_reconciliations.js'
import { failpoint } from '#shared/failpoint'
import { accountReadings } from './account_readings.js'
import type { Failure } from './failure.js'
import { resultOf, type RunResult } from './outcome.js'
import { forgetBackfills } from './read_state.js'
import { planNextSync, unschedule } from './schedule_entry.js'
import { ROLL_UP_QUEUE, runJobOf } from './run_job.js'
import type { SyncRun } from './sync_run.js'

/** The job that is working on the run. */
export type RunJob = Parameters<
  ReturnType<typeof defineJob<{ organizationId: string; runId: string }>>['run']
>[0]

/** Ends a run that reached its end, after comparing what landed with the vendor's own totals. */
export async function completeRun(run: SyncRun, job: RunJob) {
  const answers = await readAgain(run, await askVendorTotals(run))
  await failpoint('before-finish')
  await ending(run, job, async (tenant) => {
    const reconciliations = await recordReconciliations(tenant, run, answers)
    await markConnected(tenant, run)
    const parts = run.book.parts()
    const readings = accountReadings(parts)
    await noteAccounts(tenant, run.connection.id, { readings, now: run.now() })
    return resultOf({ parts, reconciliations, accounts: run.session.accounts })
  })
  await failpoint('after-finish')
}

/** Ends a run before its end: cancelled, or the vendor wants the person to sign in again. */
export async function endRun(run: SyncRun, job: RunJob, result: RunResult) {
  await ending(run, job, async () => result)
}

async function ending(
  run: SyncRun,
  job: RunJob,
  judge: (tenant: TenantTransaction) => Promise<RunResult>
) {
  await withTenant(run.organizationId, async (tenant) => {
    await holdRun(tenant, run.lease)
    const now = run.now()
    const result = await judge(tenant)
    await finishRun(tenant, { ...run.lease, ...result, now })
    await forgetBackfills(tenant, run.connection.id)
    const refusal = refusalOf(result)
    await (refusal ? restUntilReconnected(tenant, run, refusal) : planAfter(tenant, run))
    await enqueueRollUp(tenant, now)
    await job.completeIn(tenant)
  })
}

/** A run that a webhook asked for moves no clock. What was asked for while a run was under way is due at once. */
async function planAfter(tenant: TenantTransaction, run: SyncRun) {
  const now = run.now()
  const wasWhole = run.streams === null
  const { rows } = await tenant.query(
    `SELECT 1 FROM sync_runs WHERE organization_id = $1 AND id = $2
       AND (asked_again OR (streams IS NULL AND NOT $3))`,
    [tenant.organizationId, run.id, wasWhole]
  )
  if (rows.length > 0) {
    await planNextSync(tenant, { ...run.connection, syncEveryMinutes: 0 }, now)
  } else if (wasWhole) {
    await planNextSync(tenant, run.connection, now)
  }
}

export interface Suspension {
  seconds: number
  countsAsAttempt: boolean
  failure: Failure | null
}

/** Puts the run down and asks for it again later, with its place kept. */
export async function suspendRun(run: SyncRun, job: RunJob, suspension: Suspension) {
  const { seconds, countsAsAttempt, failure } = suspension
  await withTenant(run.organizationId, async (tenant) => {
    await holdRun(tenant, run.lease)
    const resumeAt = DateTime.fromJSDate(run.now()).plus({ seconds }).toJSDate()
    const { rowCount } = await tenant.query(
      `UPDATE sync_runs SET status = 'waiting', lease = NULL, resume_at = $3, attempts = $4,
         error_kind = $5, error_code = $6, error_message = $7
       WHERE organization_id = $1 AND id = $2`,
      [
        tenant.organizationId,
        run.id,
        resumeAt,
        run.attempts + (countsAsAttempt ? 1 : 0),
        failure?.kind ?? null,
        failure?.code ?? null,
        failure?.message ?? null,
      ]
    )
    assertHeld(rowCount, run.id)
    const payload = { organizationId: run.organizationId, runId: run.id }
    const options = { within: tenant, startAfter: resumeAt, group: run.organizationId }
    await enqueue(runJobOf(run.kind), payload, options)
    await job.completeIn(tenant)
  })
}

async function markConnected(tenant: TenantTransaction, run: SyncRun) {
  await tenant.query(
    `UPDATE connections SET state = 'connected', state_kind = NULL, state_reason = NULL, updated_at = $3
     WHERE organization_id = $1 AND id = $2 AND state IN ('pending', 'needs_reconnect')`,
    [tenant.organizationId, run.connection.id, run.now()]
  )
}

/**
 * A vendor that lets nothing be read wants a person. One that refuses a part of it is read on by the
 * clock: the rest stays fresh, and the part comes back when the person mends it at the vendor.
 */
function refusalOf({ outcome, error }: RunResult): RunError | null {
  return outcome === 'failed' && error?.kind === 'authorization' ? error : null
}

async function restUntilReconnected(tenant: TenantTransaction, run: SyncRun, error: RunError) {
  await unschedule(tenant, run.connection.id)
  await tenant.query(
    `UPDATE connections SET state = 'needs_reconnect', state_kind = 'authorization',
       state_reason = $3, updated_at = $4
     WHERE organization_id = $1 AND id = $2 AND state IN ('pending', 'connected')`,
    [tenant.organizationId, run.connection.id, error.message, run.now()]
  )
}

/**
 * A mistake of ours, or a database that is away: the job queue tries again and keeps a dead letter at
 * the end. The person sees that it waits, as far as that can still be written.
 */
export async function abandonRun(run: SyncRun, error: unknown): Promise<never> {
  const message =
    'Something went wrong on our side during this sync. No data was lost, and the sync retries automatically. ' +
    `If it keeps failing, give support the code ${run.correlationId}.`
  await withTenant(run.organizationId, (tenant) =>
    tenant.query(
      `UPDATE sync_runs SET status = 'waiting', lease = NULL, error_kind = 'temporary',
         error_code = 'E_INTERNAL', error_message = $4
       WHERE organization_id = $1 AND id = $2 AND lease = $3`,
      [run.organizationId, run.id, run.lease.lease, message]
    )
  ).catch(() => undefined)
  throw error
}

/**
 * A second later, so that a sync which commits at the same moment is in it: a waiting job of the same
 * key is not added twice.
 */
async function enqueueRollUp(tenant: TenantTransaction, now: Date) {
  await enqueue(
    ROLL_UP_QUEUE,
    { organizationId: tenant.organizationId },
    {
      within: tenant,
      singletonKey: tenant.organizationId,
      group: tenant.organizationId,
      startAfter: DateTime.fromJSDate(now).plus({ seconds: 1 }).toJSDate(),
    }
  )
}
