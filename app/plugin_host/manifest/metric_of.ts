import type { Plugin } from '#kit'
import { canonicalMetric } from '#shared/canonical_metrics'
import type { Slot } from '#shared/records'

/** Unit and aggregation of a canonical metric, or of one the plugin brings as `vendor/plugin:name`. */
export function metricOf(manifest: Plugin, id: string): Omit<Slot, 'metric'> | undefined {
  const prefix = `${manifest.id}:`
  const own = id.startsWith(prefix) ? manifest.metrics?.[id.slice(prefix.length)] : undefined
  if (own && own.aggregation !== 'ratio') {
    return { unit: own.unit, aggregation: own.aggregation }
  }
  return canonicalMetric(id)
}
