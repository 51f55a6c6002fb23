import { METRIC_QUERY_SCHEMA } from '#metrics'

/** Ids of metrics and dimensions: `spend`, `vendor/plugin:name`, and columns of files in any script. */
export const IDENTIFIER = /^[\p{L}\p{N}_.:/-]{1,200}$/u

const { breakdowns, comparison, filters, formulas, grain, metrics, range } =
  METRIC_QUERY_SCHEMA.properties

/** What a question may choose from, and how much of it: the lists of the engine itself. */
export const QUESTION_FORM = {
  grains: grain.enum,
  comparisons: comparison.enum.filter((choice) => choice !== null),
  operators: filters.items.properties.operator.enum,
  presets: range.properties.preset.enum,
  mostMetrics: metrics.maxItems,
  mostBreakdowns: breakdowns.maxItems,
  mostFormulas: formulas.maxProperties,
  mostFilters: filters.maxItems,
}
