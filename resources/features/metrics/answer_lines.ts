import type { ChartLevel, ChartMark, ChartSeries } from '../../charts/chart_model.js'
import { strongest, strongestAndRest } from '../../charts/strongest.js'
import type { Happened } from './answer_display.js'
import { known, type Asked } from './answer_asked.js'
import { crossedBars } from './answer_grids.js'
import { figureFormat, isBrokenDown } from './answers.js'
import { chartSeries, comparisonSeries, totalBars } from './chart_series.js'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Props of a line or bar chart over time. `isStacked`: parts that add up keep the rest as one series. */
export function seriesProps(asked: Asked, { isStacked = false } = {}) {
  const { result, metrics } = asked
  const stacks = isStacked && isBrokenDown(result) && metrics[0].kind === 'additive'
  const { series, left } = shownSeries(asked, stacks)
  const earlier = stacks ? [] : comparisonSeries(result, metrics, series)
  return {
    ...baseProps(asked),
    series: [...series, ...earlier],
    levels: levelsOf(asked),
    marks: marksOf(asked.happened ?? [], series),
    ...(stacks ? { isStacked: true } : {}),
    ...noteOf({ left, shown: series.length, isLeftOut: isComparisonLeftOut(asked, earlier) }),
  }
}

function shownSeries({ result, metrics }: Asked, stacks: boolean) {
  const all = chartSeries(result, metrics)
  if (stacks) {
    return strongestAndRest(all)
  }
  return isBrokenDown(result) ? strongest(all) : { series: all, left: 0 }
}

/** Props of bars that lie: one per value of the breakdown over the whole period. */
export function totalProps(asked: Asked) {
  return {
    ...baseProps(asked),
    series: totalBars(asked.result, asked.metrics[0]),
    levels: levelsOf(asked),
    isLying: true,
    placeName: 'Name',
  }
}

/** Props of bars that lie, each made of the values of a second breakdown. */
export function crossedProps(asked: Asked) {
  const { series } = strongestAndRest(crossedBars(asked))
  return { ...baseProps(asked), series, isLying: true, isStacked: true, placeName: 'Name' }
}

/** Props of a pie: shares of the first metric. */
export function pieProps({ result, metrics, caption }: Asked, { hasHole = false } = {}) {
  const [own] = totalBars({ ...result, comparison: null }, metrics[0])
  const total = known(result.totals[metrics[0].id])
  const { format, formatTick } = figureFormat(result, metrics[0])
  return {
    caption,
    format,
    series: [own],
    hasHole,
    total: hasHole && total !== null ? formatTick(total) : undefined,
  }
}

function baseProps({ result, metrics, caption, heightPixels }: Asked) {
  return { caption, heightPixels, ...figureFormat(result, metrics[0]) }
}

function levelsOf({ metrics, display }: Asked): ChartLevel[] {
  const value = display.targets?.[metrics[0].id]
  return value === undefined ? [] : [{ label: 'Target', value }]
}

/** Places of the axis on which something happened; what lies outside of it is left out. */
export function marksOf(happened: Happened[], [first]: ChartSeries[]): ChartMark[] {
  const days = (first?.points ?? []).map(({ key }) => key ?? '')
  const end = days.at(-1) ?? ''
  return happened
    .filter(
      ({ from, to }) => days.length > 0 && from.slice(0, 10) <= dayAfterAll(end) && to >= days[0]
    )
    .slice(0, LETTERS.length)
    .map(({ from, to, text }, index) => ({
      from: placeOf(from, days),
      to: placeOf(to, days),
      label: LETTERS[index],
      text,
    }))
}

/** The last bucket holds days after its first one. */
const dayAfterAll = (at: string) => `${at.slice(0, 10)}\uFFFF`

/** The bucket that a day lies in: the last one that does not begin after it. */
function placeOf(day: string, days: string[]): number {
  return Math.max(
    0,
    days.findLastIndex((at) => at <= `${day}\uFFFF`)
  )
}

function isComparisonLeftOut({ result }: Asked, earlier: ChartSeries[]) {
  return earlier.length === 0 && result.comparison !== null && !result.comparison.since
}

function noteOf({ left, shown, isLeftOut }: { left: number; shown: number; isLeftOut: boolean }) {
  const sentences = [
    ...(left > 0 ? [`Top ${shown} shown. ${left} more in the table.`] : []),
    ...(isLeftOut ? ['The comparison is shown in the table.'] : []),
  ]
  return sentences.length > 0 ? { note: sentences.join(' ') } : {}
}
