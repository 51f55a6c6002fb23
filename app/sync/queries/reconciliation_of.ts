import type { TenantTransaction } from '#foundation'
import { uncomparedRuns } from './uncompared_runs.js'

/** How well a source agrees with its vendor, as data: the badge draws each case differently. */
export type Agreement =
  | { status: 'matched'; percent: 100; at: Date; totals: number }
  | { status: 'gap'; percent: number; at: Date; totals: number; message: string; runId: string }
  | { status: 'unavailable'; reason: string }

interface Latest {
  connection_id: string
  matched: number
  gaps: number
  percent: number | null
  at: Date
  message: string | null
  run_id: string | null
  reason: string | null
}

/** Of each total the latest comparison counts; the badge shows the worst of them. */
const LATEST = `
  WITH latest AS (
    SELECT DISTINCT ON (connection_id, stream, part, metric, currency)
      connection_id, run_id, status, matched_percent, reason, created_at
    FROM reconciliations
    WHERE organization_id = $1 AND connection_id = ANY($2::uuid[])
    ORDER BY connection_id, stream, part, metric, currency, created_at DESC
  )
  SELECT connection_id,
    count(*) FILTER (WHERE status = 'matched')::int AS matched,
    count(*) FILTER (WHERE status = 'gap')::int AS gaps,
    min(matched_percent) FILTER (WHERE status <> 'unavailable') AS percent,
    max(created_at) AS at,
    (array_agg(reason ORDER BY matched_percent) FILTER (WHERE status = 'gap'))[1] AS message,
    (array_agg(run_id ORDER BY matched_percent) FILTER (WHERE status = 'gap'))[1] AS run_id,
    (array_agg(reason) FILTER (WHERE status = 'unavailable'))[1] AS reason
  FROM latest GROUP BY connection_id`

const NEVER = {
  status: 'unavailable' as const,
  reason: 'Not compared yet: that happens at the end of the first sync.',
}

/** How well does each of these sources agree with the vendor's own totals? */
export async function reconciliationsOf(
  tenant: TenantTransaction,
  connectionIds: string[]
): Promise<Map<string, Agreement>> {
  const { rows } = await tenant.query<Latest>(LATEST, [tenant.organizationId, connectionIds])
  const known = new Map(rows.map((row) => [row.connection_id, agreementOf(row)]))
  for (const [id, reason] of await uncomparedRuns(tenant, connectionIds)) {
    known.set(id, { status: 'unavailable', reason })
  }
  return new Map(connectionIds.map((id) => [id, known.get(id) ?? NEVER]))
}

/** How well does this source agree with the vendor's own totals? */
export async function reconciliationOf(
  tenant: TenantTransaction,
  connectionId: string
): Promise<Agreement> {
  const agreements = await reconciliationsOf(tenant, [connectionId])
  return agreements.get(connectionId)!
}

function agreementOf({ matched, gaps, at, ...latest }: Latest): Agreement {
  if (gaps > 0) {
    const { percent, message, run_id: runId } = latest
    const totals = matched + gaps
    return { status: 'gap', percent: percent ?? 0, at, totals, message: message!, runId: runId! }
  }
  return matched > 0
    ? { status: 'matched', percent: 100, at, totals: matched }
    : { status: 'unavailable', reason: latest.reason ?? NEVER.reason }
}
