import type { TenantTransaction } from '#foundation'
import { listMetrics, type Metric } from '#metrics'

/** The catalogue's entry of an id; undefined where nothing has it any more. */
export async function metricNamed(
  tenant: TenantTransaction,
  id: string | null
): Promise<Metric | undefined> {
  const metrics = id === null ? [] : await listMetrics(tenant)
  return metrics.find((metric) => metric.id === id)
}
