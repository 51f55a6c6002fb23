import {
  constant,
  decimal,
  humanText,
  object,
  oneOf,
  optional,
  plainText,
  variants,
  type Static,
} from './notation.js'

export const metricUnit = oneOf('count', 'currency', 'percent', 'seconds', 'bytes', 'score')
export type MetricUnit = Static<typeof metricUnit>

const words = {
  label: humanText,
  help: optional(humanText),
  unit: metricUnit,
  better: optional(oneOf('up', 'down')),
  /** Canonical metric with the same meaning. */
  same: optional(plainText),
}

/** A metric that a plugin adds to the catalogue, under `vendor/plugin:name`. */
export const pluginMetric = variants('aggregation', [
  object({ aggregation: constant('sum'), ...words }),
  object({ aggregation: constant('last'), ...words }),
  object({ aggregation: constant('none'), ...words }),
  object({
    aggregation: constant('ratio'),
    numerator: plainText,
    denominator: plainText,
    times: optional(decimal),
    ...words,
  }),
])
export type PluginMetric = Static<typeof pluginMetric>
