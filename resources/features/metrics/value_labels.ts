import type { MetricResult, MetricSeries } from '#metrics/types'
import type { Dimension } from '#metrics/catalogue/types'
import { asWords, entryNamed, labelOf } from './names.js'

type Coded = Pick<Dimension, 'values' | 'codes'> | undefined

/** Written by a program: `PAID_SEARCH`, `paid_search`. */
const CODE = /^(?:[A-Z\d_]+|[a-z\d]+(?:_[a-z\d]+)+)$/

/** A value as people call it, for dimensions whose values are known; the vendor's own word otherwise. */
export function valueLabel(dimension: Coded, raw: string): string {
  if (dimension?.codes) {
    return standardName(dimension.codes, raw)
  }
  if (!dimension?.values) {
    return raw
  }
  const code = raw.toLowerCase()
  return dimension.values[code] ?? (CODE.test(raw) ? asWords(code) : raw)
}

/** What a vendor may have written for the word that a person typed: `mobile` and `MOBILE` for "Mobile". */
export function rawValues(dimension: Coded, text: string): string[] {
  const wanted = text.toLowerCase()
  const labelled = Object.entries(dimension?.values ?? {}).flatMap(([code, label]) =>
    label.toLowerCase() === wanted ? [code, code.toUpperCase()] : []
  )
  const regions = dimension?.codes === 'region' ? regionCodes(wanted) : []
  return [...new Set([...labelled, ...regions, text])]
}

/** The answer with its values as people call them. What is told apart by its code only keeps the code beside. */
export function withValueLabels(result: MetricResult, dimensions: Dimension[]): MetricResult {
  const { series, subtotals } = result
  return {
    ...result,
    series: withNames(series, dimensions),
    ...(subtotals && {
      subtotals: subtotals.map((one) => ({ ...one, series: withNames(one.series, dimensions) })),
    }),
  }
}

function withNames(all: MetricSeries[], dimensions: Dimension[]): MetricSeries[] {
  const known = all.map((series) => ({ series, names: namesOf(series, dimensions) }))
  const groups = Map.groupBy(known, ({ names }) => JSON.stringify(names))
  const series = known.map(({ series: one, names }) => {
    const alike = groups.get(JSON.stringify(names))!.map((entry) => entry.series)
    return { ...one, breakdown: alike.length > 1 ? toldApart(one, names, alike) : names }
  })
  return inOrder(series, dimensions)
}

/** Days of the week, months and hours stand in the order of the calendar, everything else as it was answered. */
function inOrder(series: MetricSeries[], dimensions: Dimension[]): MetricSeries[] {
  const ids = Object.keys(series[0]?.keys ?? {})
  const time = ids.find((id) => isTime(entryNamed(dimensions, id)))
  return time === undefined
    ? series
    : [...series].sort((one, other) => rankOf(one, time) - rankOf(other, time))
}

const rankOf = ({ keys }: MetricSeries, id: string) => Number(keys[id] ?? Infinity)
const isTime = (dimension: Dimension | undefined) => dimension?.group === 'time'

type Names = Record<string, string | null>

function namesOf({ breakdown, rest }: MetricSeries, dimensions: Dimension[]): Names {
  return Object.fromEntries(
    Object.entries(breakdown).map(([id, raw]) => [
      id,
      raw === null
        ? without(labelOf(dimensions, id), rest)
        : valueLabel(entryNamed(dimensions, id), raw),
    ])
  )
}

/** What a detailed report leaves out has none: "No ad". Elsewhere a row just does not say. */
const without = (label: string, rest: string | null) => (rest ? `No ${label.toLowerCase()}` : null)

function toldApart(series: MetricSeries, names: Names, alike: MetricSeries[]): Names {
  const coded = Object.entries(names).map(([id, label]) => {
    const raw = series.breakdown[id]
    return [id, label === raw ? label : `${label} (${raw})`] as const
  })
  const twins = alike.filter((one) => isDeepSame(one.breakdown, series.breakdown))
  if (twins.length === 1) {
    return Object.fromEntries(coded)
  }
  const place = twins.indexOf(series) + 1
  const last = coded.length - 1
  return Object.fromEntries(
    coded.map(([id, label], index) => [
      id,
      index === last && place > 1 ? `${label ?? '(not set)'} (${place})` : label,
    ])
  )
}

const isDeepSame = (one: Names, other: Names) => JSON.stringify(one) === JSON.stringify(other)

function standardName(type: NonNullable<Dimension['codes']>, code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type }).of(code) ?? code
  } catch {
    // Not a code of the standard: a vendor's own word, which is shown as it is.
    return code
  }
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

function regionCodes(name: string): string[] {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  return codes.filter((code) => standardName('region', code).toLowerCase() === name)
}
