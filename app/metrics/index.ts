/** The door of `metrics`: the catalogue and the one query engine. */
export type { MetricQuery, MetricResult, MetricSeries, MetricValue, Provenance } from './types.js'
export type { Dimension, Metric } from './catalogue/types.js'
