/** The units a number can have, shared by plugin manifests, imports and the query engine. */
export const METRIC_UNITS = [
  'count',
  'currency',
  'percent',
  'seconds',
  'bytes',
  'score',
  'number',
] as const

export type MetricUnit = (typeof METRIC_UNITS)[number]

export interface UnitFacts {
  /** How a sentence names it: "spend is money, clicks is a count". */
  noun: string
  /** Rows may hold it; percent is always computed from its parts where they are known. */
  stored: 'micros' | 'plain'
}

/** `number` is a plain factor without a unit, such as return on ad spend. */
export const UNIT_FACTS: Record<MetricUnit, UnitFacts> = {
  count: { noun: 'a count', stored: 'plain' },
  currency: { noun: 'money', stored: 'micros' },
  percent: { noun: 'a percentage', stored: 'plain' },
  seconds: { noun: 'a duration', stored: 'plain' },
  bytes: { noun: 'a size in bytes', stored: 'plain' },
  score: { noun: 'a score', stored: 'plain' },
  number: { noun: 'a plain number', stored: 'plain' },
}

/** Money is stored as integer micros of the major unit. */
export const MICROS_PER_MAJOR_UNIT = 1_000_000

export function isMetricUnit(text: string): text is MetricUnit {
  return (METRIC_UNITS as readonly string[]).includes(text)
}
