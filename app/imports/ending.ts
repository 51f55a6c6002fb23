import { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { finishRun } from '#sync'
import type { RunLease } from './interruption.js'
import { rollUp } from '#warehouse'
import { rowsStreamOf } from './sources.js'
import { MANY_CELLS, MANY_SHARE } from './typing/conventions.js'
import { ignoredNotice } from './ignored_notice.js'
import type { IgnoredField } from './reading/format.js'
import { discardUpload } from './uploads.js'
import type Import from './models/import.js'
import type { ImportOutcome } from './models/import.js'

export interface Ending {
  found: Import
  lease: RunLease
}

interface RunRow {
  read: number
  written: number
  rejected: number
  seconds: number
}

/** Ends an import whose rows have all been read: roll-ups, counts, the run and its state. */
export async function succeed(
  tenant: TenantTransaction,
  { found, lease }: Ending
): Promise<ImportOutcome> {
  const now = DateTime.utc()
  await rollUp(tenant, { now })
  const outcome = {
    ...(await outcomeOf(tenant, lease.runId, now)),
    days: await daysOf(tenant, { found, lease }),
    ignored: await ignoredIn(tenant, found.id),
  }
  await assertSomethingLanded(tenant, lease.runId, outcome)
  assertNotContradicted(found, outcome)
  const error = ignoredError(outcome)
  await finishRun(tenant, {
    ...lease,
    outcome: outcome.rejected > 0 || error ? 'partial' : 'succeeded',
    error,
    now: now.toJSDate(),
  })
  await found.merge({ state: 'finished', outcome }).useTransaction(tenant.trx).save()
  tenant.afterCommit(() => discardUpload(found.storedPath))
  return outcome
}

async function ignoredIn(tenant: TenantTransaction, importId: string) {
  const { rows } = await tenant.query<{ ignored: IgnoredField[] | null }>(
    `SELECT outcome -> 'ignored' AS ignored FROM imports WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, importId]
  )
  return rows[0]?.ignored ?? undefined
}

/** What the history of the run says about fields that were left out. */
function ignoredError({ ignored = [] }: ImportOutcome) {
  const message = ignored.map(ignoredNotice).join(' ')
  return message ? { kind: 'permanent' as const, code: 'E_COLUMNS_IGNORED', message } : null
}

export async function outcomeOf(
  tenant: TenantTransaction,
  runId: string,
  now: DateTime
): Promise<ImportOutcome> {
  const { rows } = await tenant.query<RunRow>(
    `SELECT records_read::float8 AS read, records_rejected::float8 AS rejected,
       (records_written + records_restated + records_unchanged)::float8 AS written,
       extract(epoch FROM $3::timestamptz - started_at)::float8 AS seconds
     FROM sync_runs WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, runId, now.toJSDate()]
  )
  return { ...rows[0], seconds: Math.round(rows[0].seconds * 100) / 100 }
}

/**
 * The ends of the key, not min() and max(), which read every row under a policy; "day" alone would be the text and sort them
 * all. Found once: no page has the time to look through the rows of a large file.
 */
async function daysOf(tenant: TenantTransaction, { found, lease }: Ending) {
  const stream = await rowsStreamOf(tenant, found.connectionId!)
  const end = (order: 'ASC' | 'DESC') => `(
    SELECT f.day::text FROM facts f WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.run_id = $3
    ORDER BY f.day ${order} LIMIT 1)`
  const { rows } = await tenant.query<{ from: string | null; to: string }>(
    `SELECT ${end('ASC')} AS from, ${end('DESC')} AS to`,
    [tenant.organizationId, stream!.id, lease.runId]
  )
  const { from, to } = rows[0]
  return from === null ? undefined : { from, to }
}

/** What was found in the part of a long file that was looked through holds only where the rest agrees. */
function assertNotContradicted({ inspection, mapping }: Import, { read, rejected }: ImportOutcome) {
  const isMany = rejected >= MANY_CELLS && rejected > read * MANY_SHARE
  if (isMany && !inspection.isComplete && !mapping.accept) {
    throw new Refusal({
      code: 'E_IMPORT_CONTRADICTED',
      status: 422,
      message: `${rejected} of ${read} rows contradict what the first ${inspection.rowsSampled} rows showed, so nothing of the file was kept. Correct the findings or the mapping, or import it as shown and leave these rows out (“accept”).`,
    })
  }
}

async function assertSomethingLanded(
  tenant: TenantTransaction,
  runId: string,
  { read, written, rejected }: ImportOutcome
) {
  if (written > 0) {
    return
  }
  if (read === 0) {
    throw new Refusal({
      code: 'E_NO_ROWS',
      status: 422,
      message:
        'The file has no rows below its column names. Check the header row, or export it again.',
    })
  }
  const { rows } = await tenant.query<{ reason: string; field: string | null }>(
    `SELECT reason, field FROM rejected_records
     WHERE organization_id = $1 AND run_id = $2 ORDER BY position LIMIT 1`,
    [tenant.organizationId, runId]
  )
  const place = rows[0]?.field ? ` in “${rows[0].field}”` : ''
  throw new Refusal({
    code: 'E_ALL_ROWS_REJECTED',
    status: 422,
    message: `None of the ${rejected} rows could be read. The first one says${place}: ${rows[0]?.reason} Correct the findings or the mapping and import again.`,
  })
}
