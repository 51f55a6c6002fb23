import { Refusal, type TenantTransaction } from '#foundation'
import { isMetricUnit } from '#shared/metric_units'
import type { SlotAggregation } from '#shared/records'
import { CANONICAL_METRICS } from './canonical.js'
import { Catalogue } from './catalogue.js'
import type { MetricDefinition } from './define.js'
import { byLabel, KpiReader, kpisStatement, type KpiFormula } from './kpis.js'
import { pluginMetrics } from './plugin_metrics.js'
import type { Direction, MetricKind } from './types.js'

interface SourceMetricRow {
  id: string
  connection_id: string
  connection: string
  label: string
  unit: string
  aggregation: string
  direction: Direction
}

const SOURCE_METRICS = `
  SELECT m.id, m.connection_id, c.name AS connection, m.label, m.unit, m.aggregation, m.direction
  FROM source_metrics m
  JOIN connections c ON c.organization_id = $1 AND c.id = m.connection_id
  WHERE m.organization_id = $1 AND c.state <> 'removed'`

type Entry = { metric: SourceMetricRow; kpi: null } | { metric: null; kpi: KpiFormula }

/** Every metric that the organization can ask for, its KPIs included. A dashboard waits for it, so it is one statement. */
export async function loadCatalogue(tenant: TenantTransaction): Promise<Catalogue> {
  const { rows } = await tenant.query<Entry>(
    `SELECT to_jsonb(m) AS metric, NULL::jsonb AS kpi FROM (${SOURCE_METRICS}) m
     UNION ALL SELECT NULL, to_jsonb(k) FROM (${kpisStatement()}) k`,
    [tenant.organizationId]
  )
  const kpis = byLabel(rows.flatMap(({ kpi }) => kpi ?? []))
  const stored = await catalogueOf(rows.flatMap(({ metric }) => metric ?? []))
  return new KpiReader(stored, kpis).addAll()
}

/** The metrics of the product, of plugins and of sources, over which KPIs are formulas. */
export async function loadStored(tenant: TenantTransaction): Promise<Catalogue> {
  const { rows } = await tenant.query<SourceMetricRow>(SOURCE_METRICS, [tenant.organizationId])
  return catalogueOf(rows)
}

async function catalogueOf(rows: SourceMetricRow[]): Promise<Catalogue> {
  const brought = await pluginMetrics()
  const own = rows.map(sourceMetric)
  const all = new Catalogue([...CANONICAL_METRICS, ...brought, ...own])
  const sound = brought.filter(({ id }) => isSound(all, id))
  return new Catalogue([...CANONICAL_METRICS, ...sound, ...own])
}

/** A plugin's ratio over metrics that do not exist, or that cannot be divided, takes nothing else down. */
function isSound(catalogue: Catalogue, id: string): boolean {
  try {
    catalogue.check(id)
    return true
  } catch (error) {
    if (error instanceof Refusal) {
      return false
    }
    throw error
  }
}

const KINDS: Record<SlotAggregation, MetricKind> = {
  sum: 'additive',
  last: 'semi_additive',
  none: 'unique',
  max: 'extreme',
  min: 'extreme',
}

function sourceMetric(row: SourceMetricRow): MetricDefinition {
  const aggregation = row.aggregation as SlotAggregation
  return {
    id: row.id,
    label: row.label,
    group: 'source',
    kind: KINDS[aggregation] ?? 'unique',
    unit: isMetricUnit(row.unit) ? row.unit : 'number',
    direction: row.direction,
    decimals: row.unit === 'count' ? 0 : 2,
    help: `Column of ${row.connection}.`,
    connectionId: row.connection_id,
    ...(aggregation === 'max' || aggregation === 'min' ? { extreme: aggregation } : {}),
  }
}
