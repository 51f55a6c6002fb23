/** The door of `metrics`: the catalogue and the one query engine. */
export type {
  Dimension,
  Metric,
  MetricQuery,
  MetricResult,
  MetricSeries,
  MetricValue,
  Provenance,
} from './types.js'
