import { enqueue, newId, Refusal, type TenantTransaction } from '#foundation'
import { whyPluginsAreOff } from '#plugin_host'
import { assertIsRead } from '../engine/assert_read.js'
import { runJobOf } from '../engine/run_job.js'
import { openRun, type DayWindow, type RunKind } from '../run_records.js'

export interface SyncRequest {
  connectionId: string
  kind: Exclude<RunKind, 'import'>
  /** Days of a backfill, both included. */
  window?: DayWindow
  /** Only these streams; all where left out. */
  streams?: string[]
  requestedBy: string | null
  /** Something is new to the source: a run that has begun may not read it, so another one follows it at once. */
  hasNews?: boolean
  /** Of the web request that asks: the run, its jobs and its calls carry it on in the log. */
  correlationId?: string
  now: Date
}

export interface RequestedSync {
  id: string
  /** False where a run was already queued or running: then its id is answered. */
  isNew: boolean
  /** Whether what was asked for waits until the run that is answered has ended. */
  waits: boolean
}

/** States in which a source can be read. */
const READABLE = new Set(['pending', 'connected'])

/** Asks for a run of a source. One run per source is active at a time; asking again answers that one. */
export async function requestSync(
  tenant: TenantTransaction,
  request: SyncRequest
): Promise<RequestedSync> {
  await assertReadable(tenant, request)
  assertRange(request)
  const active = await activeRun(tenant, request.connectionId)
  if (active) {
    await widen(tenant, active, request)
    return { id: active, isNew: false, waits: await askAgain(tenant, active, request) }
  }
  await extendHistory(tenant, request)
  const correlationId = request.correlationId ?? newId()
  const { id } = await openRun(tenant, { ...request, correlationId })
  await enqueue(
    runJobOf(request.kind),
    { organizationId: tenant.organizationId, runId: id },
    { within: tenant, group: tenant.organizationId }
  )
  return { id, isNew: true, waits: false }
}

/** The active run reads what is asked for as well, where it has not begun; else it is due when that run ends. */
async function widen(tenant: TenantTransaction, runId: string, { streams }: SyncRequest) {
  await tenant.query(
    `UPDATE sync_runs SET streams = CASE WHEN $3::text[] IS NULL THEN NULL
       ELSE ARRAY(SELECT DISTINCT unnest(streams || $3::text[])) END
     WHERE organization_id = $1 AND id = $2 AND streams IS NOT NULL`,
    [tenant.organizationId, runId, streams ?? null]
  )
}

/** Has another run follow one that has begun, where it may have looked before the news; answers whether it has. */
async function askAgain(tenant: TenantTransaction, runId: string, { hasNews }: SyncRequest) {
  if (!hasNews) {
    return false
  }
  const { rowCount } = await tenant.query(
    `UPDATE sync_runs SET asked_again = true
     WHERE organization_id = $1 AND id = $2 AND status IN ('running', 'waiting')`,
    [tenant.organizationId, runId]
  )
  return rowCount === 1
}

/** A source that was backfilled begins where the backfill does, so that look-backs reach there too. */
async function extendHistory(tenant: TenantTransaction, { connectionId, window }: SyncRequest) {
  if (window) {
    await tenant.query(
      `UPDATE connections SET backfill_from = $3
       WHERE organization_id = $1 AND id = $2 AND backfill_from > $3::date`,
      [tenant.organizationId, connectionId, window.from]
    )
  }
}

interface AskedSource {
  state: string
  name: string
  pluginId: string
  connector: string
}

/** Locks the connection, so that two requests at once meet here and the second finds the first's run. */
async function assertReadable(tenant: TenantTransaction, { connectionId }: SyncRequest) {
  const { rows } = await tenant.query<AskedSource>(
    `SELECT state, name, plugin_id AS "pluginId", connector FROM connections
     WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
    [tenant.organizationId, connectionId]
  )
  if (rows.length === 0 || rows[0].state === 'removed') {
    throw refusal('E_SOURCE_NOT_FOUND', 404, 'This source does not exist any more.')
  }
  const [{ state, name, pluginId }] = rows
  await assertIsRead(rows[0])
  if (!READABLE.has(state)) {
    throw refusal(
      'E_SOURCE_NOT_READABLE',
      409,
      WHY_NOT[state]?.(name) ?? `${name} cannot be synced.`
    )
  }
  const off = await whyPluginsAreOff(tenant, [pluginId])
  if (off.has(pluginId)) {
    throw refusal('E_PLUGIN_DISABLED', 409, off.get(pluginId)!)
  }
}

function assertRange({ window }: SyncRequest) {
  if (window && window.from > window.to) {
    throw refusal(
      'E_EMPTY_RANGE',
      422,
      `The period starts on ${window.from} and ends before that, on ${window.to}. Swap the two days.`
    )
  }
}

const WHY_NOT: Record<string, (name: string) => string> = {
  paused: (name) => `${name} is paused. Resume it to read it again.`,
  needs_reconnect: (name) => `The connection of ${name} has expired. Reconnect it, then sync.`,
}

function refusal(code: string, status: number, message: string) {
  return new Refusal({ code, status, message })
}

/** The run that reads a source now, or is about to. */
export async function activeRun(
  tenant: TenantTransaction,
  connectionId: string
): Promise<string | null> {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM sync_runs WHERE organization_id = $1 AND connection_id = $2 AND kind <> 'import'
       AND status IN ('queued', 'running', 'waiting')`,
    [tenant.organizationId, connectionId]
  )
  return rows[0]?.id ?? null
}
