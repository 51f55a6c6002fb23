import type { TenantTransaction } from '#foundation'
import { listMetrics } from '#metrics'
import { canonicalMetric } from '#shared/canonical_metrics'
import type { MetricUnit } from '#shared/metric_units'

/** A metric of the catalogue that a field can fill. */
export interface Target {
  id: string
  label: string
  unit: MetricUnit
  /** The state of things on a day, such as followers: it is not added up over days. */
  isLevel: boolean
}

export async function targets(tenant: TenantTransaction): Promise<Target[]> {
  const catalogue = await listMetrics(tenant)
  return catalogue
    .filter(({ id, kind, formula }) => formula === id && canonicalMetric(id) && FILLED.has(kind))
    .map(({ id, label, unit, kind }) => ({ id, label, unit, isLevel: kind === 'semi_additive' }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

const FILLED = new Set(['additive', 'semi_additive'])
