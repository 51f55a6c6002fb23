import { withTenant, type TenantTransaction } from '#foundation'
import { mayStill } from '#organizations'
import { labelsOf } from '#shared/stream_grain'
import { registerStream } from '#warehouse'
import { startRun, type RunError, type RunKind } from '../run_records.js'
import type { StreamChoices } from './chosen_streams.js'
import { readStates } from './read_state.js'
import { ProgressBook, type Progress } from './progress_book.js'
import type { SourceSession } from './sync_run.js'
import type { SyncRun } from './sync_run.js'

/** A run as its row says, taken over by this worker. */
export interface StartedRun extends Omit<
  SyncRun,
  'session' | 'handles' | 'signal' | 'shouldStop' | 'now' | 'allowance' | 'wholes'
> {
  isCancelled: boolean
  /** The version of its plugin that it began with; null where that was never noted. */
  pluginVersion: string | null
  /** Why nothing may be read for it any more, although nobody has cancelled it. */
  refusal: RunError | null
}

interface RunRow {
  kind: RunKind
  requested_by: string | null
  window_from: string | null
  window_to: string | null
  streams: string[] | null
  correlation_id: string
  plugin_version: string | null
  attempts: number
  cancel_requested_at: Date | null
  progress: Progress
  connection_id: string
  name: string
  state: string
  backfill_from: string | null
  sync_every_minutes: number
  time_zone: string
  stream_choices: StreamChoices
}

/** Takes the run over; null where it has ended, so that there is nothing left to do. */
export async function takeRun(
  place: { organizationId: string; runId: string },
  now: Date
): Promise<StartedRun | null> {
  const { organizationId, runId } = place
  return withTenant(organizationId, async (tenant) => {
    const lease = await startRun(tenant, { runId, now })
    if (!lease) {
      return null
    }
    await noteVersion(tenant, runId)
    const row = await readRun(tenant, runId)
    return {
      ...{ organizationId, id: runId, lease, ...runFields(row) },
      states: await readStates(tenant, row.connection_id),
      refusal: (await mayStill(tenant, row.requested_by, 'sources.manage'))
        ? null
        : NO_LONGER_ALLOWED,
    }
  })
}

const NO_LONGER_ALLOWED: RunError = {
  kind: 'permanent',
  code: 'E_NO_LONGER_ALLOWED',
  message:
    'The person who asked for this sync may no longer sync sources here, so nothing was read. Scheduled syncs continue; start one yourself if it is needed now.',
}

/** A run that was put down goes on with the version it began with, whatever is in use by then. */
async function noteVersion(tenant: TenantTransaction, runId: string) {
  await tenant.query(
    `UPDATE sync_runs r SET plugin_version = i.version
     FROM connections c JOIN plugin_installs i ON i.organization_id = c.organization_id AND i.plugin_id = c.plugin_id
     WHERE r.organization_id = $1 AND r.id = $2 AND r.plugin_version IS NULL
       AND c.organization_id = $1 AND c.id = r.connection_id`,
    [tenant.organizationId, runId]
  )
}

async function readRun(tenant: TenantTransaction, runId: string) {
  const { rows } = await tenant.query<RunRow>(
    `SELECT r.kind, r.requested_by, r.window_from::text, r.window_to::text, r.streams, r.correlation_id, r.plugin_version, r.attempts,
       r.cancel_requested_at, r.progress, r.connection_id, c.name, c.state, c.backfill_from::text,
       c.sync_every_minutes, c.stream_choices, o.time_zone
     FROM sync_runs r
     JOIN connections c ON c.organization_id = $1 AND c.id = r.connection_id
     JOIN organizations o ON o.id = $1
     WHERE r.organization_id = $1 AND r.id = $2`,
    [tenant.organizationId, runId]
  )
  return rows[0]
}

function runFields(row: RunRow) {
  return {
    kind: row.kind,
    window: row.window_from && row.window_to ? { from: row.window_from, to: row.window_to } : null,
    streams: row.streams,
    correlationId: row.correlation_id,
    pluginVersion: row.plugin_version,
    attempts: row.attempts,
    isCancelled: row.cancel_requested_at !== null,
    book: new ProgressBook(row.progress),
    connection: {
      id: row.connection_id,
      name: row.name,
      state: row.state,
      backfillFrom: row.backfill_from,
      syncEveryMinutes: row.sync_every_minutes,
      timeZone: row.time_zone,
      streamChoices: row.stream_choices,
    },
  }
}

/** Makes the streams of a connector known to the warehouse, or lets known ones grow. */
export async function openHandles(started: StartedRun, { connector }: SourceSession) {
  return withTenant(started.organizationId, async (tenant) => {
    const handles = []
    for (const stream of connector.streams.values()) {
      const handle = await registerStream(tenant, {
        connectionId: started.connection.id,
        name: stream.name,
        mode: stream.mode,
        period: stream.period === 'hour' ? 'day' : stream.period,
        channel: stream.channel,
        slots: stream.slots,
        dimensions: labelsOf(stream.grain),
      })
      handles.push([stream.name, handle] as const)
    }
    return new Map(handles)
  })
}
