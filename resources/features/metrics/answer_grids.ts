import type { MetricSeries } from '#metrics/types'
import type { CellRow } from '../../charts/cell_shades.js'
import { breakdownIds, known, type Asked } from './answer_asked.js'
import { breakdownLabel, figureFormat } from './answers.js'
import { formatNumber } from '../../ui/number_format.js'
import { entryNamed, labelOf } from './names.js'
import { periodLabel } from './periods.js'

type Cells = { rowName: string; columns: string[]; rows: CellRow[] }

/** Props of a heat map: two breakdowns against each other, or one against time. */
export function heatMapProps(asked: Asked) {
  const { result, metrics, caption, display } = asked
  const cells = breakdownIds(result).length >= 2 ? crossed(asked) : overTime(asked)
  return {
    ...cells,
    caption,
    showsValues: display.showsValues === true,
    format: figureFormat(result, metrics[0]).format,
  }
}

/** Props of a grid of cohorts: a row for each, by age, in figures or as a share of its first column. */
export function cohortProps(asked: Asked) {
  const { result, metrics, caption, display } = asked
  const cells = crossed(asked)
  const { format } = figureFormat(result, metrics[0])
  const asShare = display.asShare !== false
  return {
    ...cells,
    caption,
    showsValues: true,
    rows: asShare ? cells.rows.map((row) => sharesOf(row, format)) : cells.rows,
    format: asShare ? percentFormat : format,
  }
}

const percentFormat = (value: number) => formatNumber({ value, unit: 'percent' }, { decimals: 1 })

function sharesOf({ label, values }: CellRow, format: (value: number) => string): CellRow {
  const first = values.find((value) => value !== null) ?? null
  return {
    label,
    note: first === null ? '' : format(first),
    values: values.map((value) => (value === null || !first ? null : (value / first) * 100)),
  }
}

/** Stacked bars that lie: the first breakdown down, a part of each bar for each value of the second. */
export function crossedBars(asked: Asked) {
  const { columns, rows } = crossed(asked)
  return columns.map((label, place) => ({
    label,
    points: rows.map((row) => ({ label: row.label, value: row.values[place] })),
  }))
}

/** The first breakdown down, the second one across. A crossing that no row has stays unknown. */
function crossed({ result, metrics, dimensions }: Asked): Cells {
  const [down, across] = breakdownIds(result)
  const rows = placesOf(result.series, down, dimensions)
  const columns = placesOf(result.series, across, dimensions)
  const values = new Map(
    result.series.map((series) => [
      JSON.stringify([series.keys[down], series.keys[across]]),
      known(series.totals[metrics[0].id]),
    ])
  )
  return {
    rowName: labelOf(dimensions, down),
    columns: columns.map(({ label }) => label),
    rows: rows.map(({ key: row, label }) => ({
      label,
      values: columns.map(({ key }) => values.get(JSON.stringify([row, key])) ?? null),
    })),
  }
}

function overTime({ result, metrics, dimensions }: Asked): Cells {
  const [id] = breakdownIds(result)
  return {
    rowName: id ? labelOf(dimensions, id) : 'Metric',
    columns: (result.series[0]?.points ?? []).map(({ at }) => periodLabel(at, result)),
    rows: id
      ? result.series.map((series) => ({
          label: breakdownLabel(series),
          values: series.points.map(({ values }) => known(values[metrics[0].id])),
        }))
      : metrics.map((metric) => ({
          label: metric.label,
          values: (result.series[0]?.points ?? []).map(({ values }) => known(values[metric.id])),
        })),
  }
}

/** Values of a dimension in the order of the answer; those of the calendar in their own. */
function placesOf(series: MetricSeries[], id: string, dimensions: Asked['dimensions']) {
  const all = new Map(
    series.map(({ keys, breakdown }) => [keys[id], breakdown[id] ?? '(not set)'] as const)
  )
  const places = [...all].map(([key, label]) => ({ key, label }))
  const isTime = entryNamed(dimensions, id)?.group === 'time'
  return isTime ? places.sort((one, other) => byKey(one.key, other.key)) : places
}

function byKey(one: string | null, other: string | null): number {
  return (one ?? '\uFFFF').localeCompare(other ?? '\uFFFF', undefined, { numeric: true })
}
