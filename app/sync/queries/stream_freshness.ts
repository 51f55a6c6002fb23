import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { StreamFreshness } from '#metrics'

interface StreamRow {
  connectionId: string
  stream: string
  state: string
  isOff: boolean
  /** Earliest of the parts: a stream is as complete as its least complete account that can be read. */
  done: string | null
  checkedAt: Date | null
  importedAt: Date | null
  reconciled: Record<string, number>
  compared: Record<string, { from: string; to: string }>
  unread: { name: string; since: string; reason: string }[]
  /** What the vendor said against its own numbers, by days. */
  warned: { source: string; message: string; from: string; to: string }[]
}

const STOPPED = ['paused', 'needs_reconnect'] as const

const STANDINGS = `
  WITH latest AS (
    SELECT DISTINCT ON (connection_id, stream, part, metric, currency)
      connection_id, stream, metric, matched_percent, status
    FROM reconciliations WHERE organization_id = $1 AND connection_id = ANY($2::uuid[])
    ORDER BY connection_id, stream, part, metric, currency, created_at DESC
  ), matches AS (
    SELECT connection_id, stream, metric, min(matched_percent) AS percent
    FROM latest WHERE status <> 'unavailable' GROUP BY connection_id, stream, metric
  ), spans AS (
    SELECT connection_id, stream, metric, min(window_from)::text AS since, max(window_to)::text AS until
    FROM reconciliations
    WHERE organization_id = $1 AND connection_id = ANY($2::uuid[]) AND status <> 'unavailable'
    GROUP BY connection_id, stream, metric
  ), places AS (
    SELECT t.connection_id, t.stream, min(t.done) AS done, min(t.updated_at) AS checked_at
    FROM stream_states t
    LEFT JOIN connection_accounts a ON a.organization_id = $1 AND a.connection_id = t.connection_id
      AND a.external_id = t.part
    WHERE t.organization_id = $1 AND t.connection_id = ANY($2::uuid[]) AND t.done IS NOT NULL
      AND coalesce(a.is_selected AND a.unread_since IS NULL, true)
    GROUP BY t.connection_id, t.stream
  ), unread AS (
    SELECT connection_id, jsonb_agg(jsonb_build_object('name', name, 'since', unread_since,
      'reason', unread_reason) ORDER BY name) AS accounts
    FROM connection_accounts
    WHERE organization_id = $1 AND connection_id = ANY($2::uuid[]) AND is_selected
      AND unread_since IS NOT NULL
    GROUP BY connection_id
  )
  SELECT s.connection_id AS "connectionId", s.name AS stream, c.state, p.done,
    coalesce((c.stream_choices ->> s.name)::boolean = false, false) AS "isOff",
    p.checked_at AS "checkedAt",
    (SELECT max(r.finished_at) FROM sync_runs r
      WHERE r.organization_id = $1 AND r.connection_id = c.id AND r.kind IN ('import', 'webhook')
        AND r.status IN ('succeeded', 'partial')) AS "importedAt",
    coalesce((SELECT jsonb_object_agg(m.metric, m.percent) FROM matches m
      WHERE m.connection_id = s.connection_id AND m.stream = s.name), '{}') AS reconciled,
    coalesce((SELECT jsonb_object_agg(d.metric, jsonb_build_object('from', d.since, 'to', d.until)) FROM spans d
      WHERE d.connection_id = s.connection_id AND d.stream = s.name), '{}') AS compared,
    coalesce((SELECT n.accounts FROM unread n WHERE n.connection_id = s.connection_id), '[]') AS unread,
    coalesce((SELECT jsonb_agg(w.warning || jsonb_build_object('source', c.name)) FROM stream_states t
      CROSS JOIN LATERAL jsonb_array_elements(t.warnings) AS w (warning)
      WHERE t.organization_id = $1 AND t.connection_id = s.connection_id AND t.stream = s.name), '[]') AS warned
  FROM source_streams s
  JOIN connections c ON c.organization_id = $1 AND c.id = s.connection_id
  LEFT JOIN places p ON p.connection_id = s.connection_id AND p.stream = s.name
  WHERE s.organization_id = $1 AND s.connection_id = ANY($2::uuid[])`

const unreadSentence = ({ name, since, reason }: StreamRow['unread'][number]) =>
  `${name} has not been synced since ${since.slice(0, 10)}: ${reason}`

/** How fresh and complete is each stream of these sources, and how well does it agree with its vendor? */
export async function streamFreshness(
  tenant: TenantTransaction,
  connectionIds: string[]
): Promise<StreamFreshness[]> {
  const { rows } = await tenant.query<StreamRow>(STANDINGS, [tenant.organizationId, connectionIds])
  return rows.map(freshnessOf)
}

function freshnessOf({ checkedAt, importedAt, ...row }: StreamRow): StreamFreshness {
  const { connectionId, stream, reconciled, compared } = row
  return {
    ...{ connectionId, stream, reconciled, compared },
    checkedAt: (checkedAt ?? importedAt)?.toISOString() ?? null,
    completeUntil: row.done ? dayBefore(row.done) : null,
    warnings: [
      ...row.unread.map((account) => ({ message: unreadSentence(account), days: null })),
      ...row.warned.map(({ source, message, from, to }) => ({
        message: `${source}: ${message}`,
        days: { from, to },
      })),
    ],
    stopped: STOPPED.find((state) => state === row.state) ?? (row.isOff ? 'switched_off' : null),
  }
}

/** `done` is the day on which the reading began, of which only a part had happened yet. */
function dayBefore(day: string) {
  return DateTime.fromISO(day, { zone: 'utc' }).minus({ days: 1 }).toISODate()
}
