import type { Dimension, Metric } from '#metrics'

/** A metric in the words of the API. Named field by field: what is added inside stays inside. */
export function describeMetric(metric: Metric) {
  const { id, label, help, group, unit, kind, direction, decimals, formula, available } = metric
  return {
    ...{ id, label, help, group, unit, kind, direction, decimals, formula, available },
    synonyms: metric.synonyms ?? [],
    sourceId: metric.connectionId ?? null,
  }
}

/** A dimension in the words of the API. */
export function describeDimension({ id, label, help, group, connectionId, available }: Dimension) {
  return { id, label, help, group, sourceId: connectionId ?? null, available }
}
