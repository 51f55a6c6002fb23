/** The door of `metrics`: the catalogue and the one query engine. */
export type { MetricQuery, MetricResult, MetricSeries, MetricValue, Provenance } from './types.js'
export type { Dimension, Metric } from './catalogue/types.js'
export { runMetricQuery } from './queries/run_metric_query.js'
export { listDimensions, listMetrics } from './queries/list_catalogue.js'
export { registerSourceMetrics } from './actions/register_source_metrics.js'
export { provideStandings } from './reading/standings.js'
export type { StreamStanding } from './reading/standings.js'
