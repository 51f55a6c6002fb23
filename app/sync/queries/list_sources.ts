import type { TenantTransaction } from '#foundation'
import type { Connector } from '#kit'
import { pluginRegistry, whyPluginsAreOff } from '#plugin_host'
import type { Progress } from '../engine/progress_book.js'
import type { RunErrorKind, RunKind, RunStatus } from '../run_records.js'
import { reconciliationsOf, type Agreement } from './reconciliation_of.js'

export type SourceState = 'pending' | 'connected' | 'needs_reconnect' | 'paused'

/** The latest run of a source, as far as a list shows it. */
export interface LatestRun {
  id: string
  kind: RunKind
  status: RunStatus
  recordsRead: number
  errorKind: RunErrorKind | null
  errorMessage: string | null
  finishedAt: Date | null
  resumeAt: Date | null
  progress: Progress
}

export interface SourceSummary {
  id: string
  slug: string
  name: string
  pluginId: string
  connector: string
  /** Null where its plugin cannot be used now. */
  kind: Connector['kind'] | null
  mode: 'live' | 'sandbox'
  /** Why nothing is read for the moment although the source itself is fine: its plugin is off. Else null. */
  off: string | null
  state: SourceState
  stateReason: string | null
  syncEveryMinutes: number
  backfillFrom: string | null
  /** When a reading last brought something to its end. */
  freshAt: Date | null
  nextSyncAt: Date | null
  latestRun: LatestRun | null
  openRejections: number
  agreement: Agreement
  /** Chosen accounts that the vendor no longer lets be read. */
  unreadAccounts: { name: string; reason: string; since: string }[]
}

const NO_TOTALS = {
  uploaded: {
    status: 'unavailable' as const,
    reason: 'The rows come from files, so there are no vendor totals to compare with.',
  },
  sent: {
    status: 'unavailable' as const,
    reason: 'The records are sent to this source, so there are no vendor totals to compare with.',
  },
}

type SourceRow = Omit<SourceSummary, 'latestRun' | 'agreement' | 'kind' | 'off'> & {
  runId: string | null
} & Omit<LatestRun, 'id'>

const SOURCES = `
  SELECT c.id, c.slug, c.name, c.plugin_id AS "pluginId", c.connector, c.mode, c.state,
    c.state_reason AS "stateReason", c.sync_every_minutes AS "syncEveryMinutes",
    c.backfill_from::text AS "backfillFrom", s.next_sync_at AS "nextSyncAt",
    (SELECT max(f.finished_at) FROM sync_runs f
      WHERE f.organization_id = $1 AND f.connection_id = c.id
        AND f.status IN ('succeeded', 'partial')) AS "freshAt",
    (SELECT count(*)::int FROM rejected_records j
      WHERE j.organization_id = $1 AND j.connection_id = c.id AND j.resolved_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM undone_runs u
          WHERE u.organization_id = $1 AND u.run_id = j.run_id)) AS "openRejections",
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', a.name, 'reason', a.unread_reason,
        'since', a.unread_since) ORDER BY a.name)
      FROM connection_accounts a WHERE a.organization_id = $1 AND a.connection_id = c.id
        AND a.is_selected AND a.unread_since IS NOT NULL), '[]') AS "unreadAccounts",
    r.id AS "runId", r.kind, r.status, r.records_read::float8 AS "recordsRead",
    r.error_kind AS "errorKind", r.error_message AS "errorMessage", r.finished_at AS "finishedAt",
    r.resume_at AS "resumeAt", r.progress
  FROM connections c
  LEFT JOIN sync_schedule s ON s.organization_id = $1 AND s.connection_id = c.id
  LEFT JOIN LATERAL (
    SELECT * FROM sync_runs l WHERE l.organization_id = $1 AND l.connection_id = c.id
    ORDER BY l.queued_at DESC LIMIT 1) r ON true
  WHERE c.organization_id = $1 AND c.state <> 'removed'`

/** Which sources does the organization have, how fresh are they, and do they agree with their vendors? */
export async function listSources(tenant: TenantTransaction): Promise<SourceSummary[]> {
  const { rows } = await tenant.query<SourceRow>(`${SOURCES} ORDER BY c.name`, [
    tenant.organizationId,
  ])
  return summaries(tenant, rows)
}

/** One source by its name in addresses; null where there is none. */
export async function findSource(
  tenant: TenantTransaction,
  slug: string
): Promise<SourceSummary | null> {
  const { rows } = await tenant.query<SourceRow>(
    `${SOURCES} AND (c.slug = $2 OR c.id::text = $2)`,
    [tenant.organizationId, slug]
  )
  const [source = null] = await summaries(tenant, rows)
  return source
}

async function summaries(tenant: TenantTransaction, rows: SourceRow[]): Promise<SourceSummary[]> {
  const agreements = await reconciliationsOf(
    tenant,
    rows.map(({ id }) => id)
  )
  const off = await whyPluginsAreOff(tenant, [...new Set(rows.map(({ pluginId }) => pluginId))])
  const registry = await pluginRegistry()
  return rows.map((row) => {
    const arrival = registry.traitsOf(row.pluginId, row.connector)?.arrival ?? 'read'
    return {
      ...row,
      kind: registry.kindOf(row.pluginId, row.connector),
      off: off.get(row.pluginId) ?? null,
      latestRun: row.runId === null ? null : { ...row, id: row.runId },
      agreement: arrival === 'read' ? agreements.get(row.id)! : NO_TOTALS[arrival],
    }
  })
}
