import type { TenantTransaction } from '#foundation'
import { canonicalTwins, fileTakers } from '../catalogue/plugin_metrics.js'
import type { Period } from '#shared/periods'
import type { RollupShape } from '#shared/rollup_shapes'
import type { Slot } from '#shared/records'
import type { SourceMode } from './exchange_rates.js'

/** A number of a stream, and the canonical metric it answers for under its own id. */
export interface SourceSlot extends Slot {
  same?: string
}

/** A stream with the facts the planner needs about its rows. */
export interface SourceStream {
  id: string
  connectionId: string
  /** Name of the connection or the imported file, as the person gave it. */
  connection: string
  connectionSlug: string
  plugin: string
  connector: string
  mode: SourceMode
  /** Whether it is read for the moment, and since when it is connected: of two of one account the better one counts. */
  isRead: boolean
  connectedAt: Date
  name: string
  channel: string | null
  /** What a row stands for. */
  period: Period
  slots: SourceSlot[]
  /** Breakdown dimension id → label. */
  breakdowns: Record<string, string>
  /** Kinds of entities its rows are about, as found in its rows: `keyword`, and above it `campaign` … */
  entityKinds: string[]
  /** Came by file: each row is an entity of its own, and what it is about is its combination of dimensions. */
  isOfFiles: boolean
  /** First and last day with rows; null where there are none. */
  firstDay: string | null
  lastDay: string | null
  /** How many facts it had when its sums were chosen; 0 for one that was never large. */
  measuredFacts: number
  /** Sums that are kept of it besides those by day and currency. */
  rollups: RollupShape[]
}

interface StreamRow extends Omit<SourceStream, 'entityKinds' | 'isOfFiles'> {
  kind: string | null
  above: string[] | null
}

/**
 * The bounds come from the ends of the primary key (under a policy, min() and max() would read every row), and
 * one row of each stream tells what its rows are about.
 */
const STREAMS = `
  SELECT s.id::text AS id, s.connection_id AS "connectionId", c.name AS connection, c.slug AS "connectionSlug",
    c.plugin_id AS plugin, c.connector, c.mode, c.state = 'connected' AS "isRead",
    c.created_at AS "connectedAt", s.name, s.channel, s.period, s.slots, s.dimensions AS breakdowns,
    bounds.first_day::text AS "firstDay", bounds.last_day::text AS "lastDay", entity.kind, entity.above, s.measured_facts::float8 AS "measuredFacts",
    ARRAY(SELECT jsonb_build_object('id', r.id, 'period', r.period, 'byEntity', r.by_entity, 'dimensions', r.dimensions,
      'share', r.share) FROM rollup_shapes r WHERE r.organization_id = $1 AND r.stream_id = s.id ORDER BY r.id) AS rollups
  FROM source_streams s
  JOIN connections c ON c.organization_id = $1 AND c.id = s.connection_id
  CROSS JOIN LATERAL (
    SELECT
      (SELECT f.day FROM facts f WHERE f.organization_id = $1 AND f.stream_id = s.id
        ORDER BY f.day LIMIT 1) AS first_day,
      (SELECT f.day FROM facts f WHERE f.organization_id = $1 AND f.stream_id = s.id
        ORDER BY f.day DESC LIMIT 1) AS last_day
  ) bounds
  LEFT JOIN LATERAL (
    SELECT e.kind, ARRAY(SELECT jsonb_object_keys(e.ancestors)) AS above
    FROM facts f
    JOIN entities e ON e.organization_id = $1 AND e.id = f.entity_id
    WHERE f.organization_id = $1 AND f.stream_id = s.id AND f.day = bounds.last_day
    LIMIT 1
  ) entity ON true
  WHERE s.organization_id = $1 AND c.state <> 'removed'
  ORDER BY c.name, c.id, s.name`

/** Every stream of the organization. */
export async function readStreams(tenant: TenantTransaction): Promise<SourceStream[]> {
  const { rows } = await tenant.query<StreamRow>(STREAMS, [tenant.organizationId])
  const twins = await canonicalTwins()
  const takers = await fileTakers()
  return rows.map(({ kind, above, slots, ...stream }) => ({
    ...stream,
    slots: slots.map((slot) => ({ ...slot, same: twins.get(slot.metric) })),
    isOfFiles: takers.has(stream.plugin),
    entityKinds: kind === null ? [] : [kind, ...(above ?? [])],
  }))
}
