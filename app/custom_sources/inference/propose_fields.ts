import { DateTime } from 'luxon'
import { canonicalMetric } from '#shared/canonical_metrics'
import type { Amount, DesignField } from '../design.js'
import {
  at,
  currencyIn,
  isMoment,
  isNamedLikeADate,
  keyOf,
  leaves,
  metricsIn,
  nameOf,
  type Fields,
  type Leaf,
} from './clues.js'

/** What people break numbers down by; a status is left out, because it changes and the row would move with it. */
const DIMENSION =
  /^(country|country_?code|region|city|channel|source|medium|device|category|type|store|shop|product|product_?name|sku|plan)$/i
const NAME = /(^|_)(name|title)$/i

/** What the fields of a list are most likely used for. A person looks at it before anything is read. */
export function proposeFields(records: Fields[]): DesignField[] {
  const fields = mergedLeaves(records)
  const date = dateIn(records, fields)
  const keys = keysOf(records, fields, date?.path)
  const metrics = metricsIn(fields).filter(
    ({ path }) => path !== date?.path && !keys.includes(path)
  )
  const currency = currencyIn(fields)
  const taken = new Set([...keys, date?.path, currency, ...metrics.map(({ path }) => path)])
  const free = fields.filter(([path, value]) => !taken.has(path) && typeof value === 'string')
  const name = free.find(([path]) => NAME.test(nameOf(path)))
  const dimensions = free.filter((leaf) => leaf !== name && DIMENSION.test(nameOf(leaf[0])))
  return [
    ...keys.map((path) => ({ path, use: 'key' as const })),
    ...(date ? [date] : []),
    ...(name ? [{ path: name[0], use: 'name' as const }] : []),
    ...(currency ? [{ path: currency, use: 'currency' as const }] : []),
    ...dimensions.map(([path]) => ({ path, use: 'dimension' as const })),
    ...metrics.map(({ path, metric }) => ({
      path,
      use: 'metric' as const,
      metric,
      ...amountOf(metric, path),
    })),
  ]
}

/** Records may leave fields out; the first value of each counts. */
function mergedLeaves(records: Fields[]): Leaf[] {
  const byPath = new Map<string, unknown>()
  for (const [path, value] of records.flatMap((record) => leaves(record))) {
    if (!byPath.has(path) || byPath.get(path) === null) {
      byPath.set(path, value)
    }
  }
  return [...byPath]
}

/** One field, or the day with something beside it. */
function keysOf(records: Fields[], fields: Leaf[], date: string | undefined): string[] {
  const single = keyOf(records, fields)
  if (single) {
    return [single]
  }
  if (!date) {
    return []
  }
  const texts = fields.filter(([path, value]) => path !== date && typeof value === 'string')
  const pairs = [
    [date],
    ...fields.filter(([path]) => /id$/i.test(path)).map(([path]) => [path, date]),
    ...texts.map(([path]) => [path, date]),
  ]
  return pairs.find((paths) => tellsApart(records, paths)) ?? []
}

function tellsApart(records: Fields[], paths: string[]): boolean {
  const keys = records.map((record) => JSON.stringify(paths.map((path) => at(record, path))))
  return new Set(keys).size === records.length
}

/** How vendors write days and moments besides ISO 8601, the unambiguous ones first. */
const FORMATS = [
  'yyyy-MM-dd HH:mm:ss',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
  'yyyy/MM/dd',
  'dd.MM.yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd/MM/yyyy HH:mm',
  'MM/dd/yyyy HH:mm',
  'd MMM yyyy',
]

function dateIn(records: Fields[], fields: Leaf[]): DesignField | undefined {
  const named = fields.filter(([path]) => isNamedLikeADate(path))
  const candidates = [...named, ...fields.filter(isMoment)]
  for (const [path] of candidates) {
    const format = formatOf(records.map((record) => at(record, path)))
    if (format) {
      return { path, use: 'date', format }
    }
  }
  return undefined
}

const ISO = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/
const MILLISECONDS = 100_000_000_000

/** The one notation that all values are in; undefined where there is none. */
export function formatOf(values: unknown[]): string | undefined {
  const given = values.filter((value) => value !== null && value !== undefined && value !== '')
  if (given.length === 0) {
    return undefined
  }
  if (given.every((value) => ISO.test(String(value)) || /^20\d{6}$/.test(String(value)))) {
    return 'date'
  }
  if (given.every((value) => /^\d{10,13}$/.test(String(value)))) {
    return Number(given[0]) < MILLISECONDS ? 'unix' : 'millis'
  }
  return FORMATS.find((format) =>
    given.every((value) => DateTime.fromFormat(String(value), format, { locale: 'en' }).isValid)
  )
}

function amountOf(metric: string, path: string): { amount?: Amount } {
  if (canonicalMetric(metric)?.unit !== 'currency') {
    return {}
  }
  if (/micros/i.test(path)) {
    return { amount: 'micros' }
  }
  return { amount: /cents|minor/i.test(path) ? 'minor' : 'major' }
}
