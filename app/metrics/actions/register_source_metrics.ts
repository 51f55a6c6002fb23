import type { TenantTransaction } from '#foundation'
import type { MetricUnit } from '#shared/metric_units'
import type { SlotAggregation } from '#shared/records'
import type { Direction } from '../catalogue/types.js'

/** A numeric column of an imported source, under `<source>:<column>`. */
export interface SourceMetric {
  id: string
  label: string
  unit: MetricUnit
  aggregation: SlotAggregation
  direction?: Direction
  /** Currency of the column's amounts, where the file names none. */
  currency?: string | null
}

export interface SourceMetricRegistration {
  connectionId: string
  metrics: SourceMetric[]
  now: Date
}

const UPSERT = `
  INSERT INTO source_metrics
    (organization_id, id, connection_id, label, unit, aggregation, direction, currency, created_at)
  SELECT $1, given.id, $2, given.label, given.unit, given.aggregation, given.direction, given.currency, $3
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
    AS given (id, label, unit, aggregation, direction, currency)
  ON CONFLICT (organization_id, id) DO UPDATE SET
    label = EXCLUDED.label, unit = EXCLUDED.unit, aggregation = EXCLUDED.aggregation,
    direction = EXCLUDED.direction, currency = EXCLUDED.currency`

/** Adds the metrics of a source to the organization's catalogue; known ones take the new wording. */
export async function registerSourceMetrics(
  tenant: TenantTransaction,
  { connectionId, metrics, now }: SourceMetricRegistration
): Promise<void> {
  const column = (read: (metric: SourceMetric) => string | null) => metrics.map(read)
  await tenant.query(UPSERT, [
    tenant.organizationId,
    connectionId,
    now,
    column(({ id }) => id),
    column(({ label }) => label),
    column(({ unit }) => unit),
    column(({ aggregation }) => aggregation),
    column(({ direction }) => direction ?? 'up'),
    column(({ currency }) => currency ?? null),
  ])
}
