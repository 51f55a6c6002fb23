import { defineAsyncComponent, type Component } from 'vue'
import type { Picked } from '../../charts/chart_model.js'
import LoadingState from '../../ui/loading_state.vue'
import { breakdownIds, pickOf, type Asked } from './answer_asked.js'
import type { AnswerPick } from './answer_display.js'
import {
  bulletProps,
  countryDimension,
  funnelProps,
  gaugeProps,
  mapProps,
  scatterProps,
} from './answer_figures.js'
import { cohortProps, heatMapProps } from './answer_grids.js'
import { crossedProps, pieProps, seriesProps, totalProps } from './answer_lines.js'

/** The ways to draw an answer, besides as a number or a table. */
export type ChartView =
  | 'line'
  | 'area'
  | 'stacked_area'
  | 'bar'
  | 'stacked_bar'
  | 'pie'
  | 'doughnut'
  | 'scatter'
  | 'heat_map'
  | 'cohort'
  | 'funnel'
  | 'country_map'
  | 'gauge'
  | 'bullet'

export type ChartViewRow = {
  label: string
  icon: string
  /** Why an answer cannot be drawn so, and what to change; null where it can. */
  unfit: (asked: Pick<Asked, 'result' | 'metrics' | 'dimensions'>) => string | null
  component: Component
  props: (asked: Asked) => object
  /** Whether a place of it can be chosen. */
  picks?: boolean
}

type Shape = Parameters<ChartViewRow['unfit']>[0]

/** The chart library is as large as a page, so each chart arrives when it is first drawn. */
const lazy = (loader: () => Promise<{ default: Component }>) =>
  defineAsyncComponent({ loader, loadingComponent: LoadingState })

const LineChart = lazy(() => import('../../charts/line_chart.vue'))
const BarChart = lazy(() => import('../../charts/bar_chart.vue'))
const PieChart = lazy(() => import('../../charts/pie_chart.vue'))
const CellGrid = lazy(() => import('../../charts/cell_grid.vue'))

const STACKED = { isStacked: true }
const always = () => null
const isTotal = ({ result }: Shape) => result.grain === 'total'
const countOf = ({ result }: Shape) => breakdownIds(result).length
const needsTime = (shape: Shape) =>
  isTotal(shape) ? 'Choose a granularity to draw values over time.' : null
const needsBreakdown = (shape: Shape) =>
  countOf(shape) === 0 ? 'Add a breakdown to draw its values.' : null
const needsTwo = (shape: Shape) =>
  countOf(shape) < 2 ? 'Add two breakdowns: one for the rows and one for the columns.' : null

export const CHART_VIEWS: Record<ChartView, ChartViewRow> = {
  line: {
    label: 'Line chart',
    icon: 'i-lucide-chart-line',
    unfit: needsTime,
    component: LineChart,
    props: (asked) => seriesProps(asked),
    picks: true,
  },
  area: {
    label: 'Area chart',
    icon: 'i-lucide-chart-area',
    unfit: needsTime,
    component: LineChart,
    props: (asked) => ({ ...seriesProps(asked), isFilled: true }),
    picks: true,
  },
  stacked_area: {
    label: 'Stacked area',
    icon: 'i-lucide-layers',
    unfit: (shape) => needsTime(shape) ?? needsBreakdown(shape),
    component: LineChart,
    props: (asked) => seriesProps(asked, STACKED),
    picks: true,
  },
  bar: {
    label: 'Bar chart',
    icon: 'i-lucide-chart-column',
    unfit: always,
    component: BarChart,
    props: (asked) => (isTotal(asked) ? totalProps(asked) : seriesProps(asked, STACKED)),
    picks: true,
  },
  stacked_bar: {
    label: 'Stacked bars',
    icon: 'i-lucide-chart-column-stacked',
    unfit: (shape) => (isTotal(shape) ? needsTwo(shape) : needsBreakdown(shape)),
    component: BarChart,
    props: (asked) => (isTotal(asked) ? crossedProps(asked) : seriesProps(asked, STACKED)),
    picks: true,
  },
  pie: {
    label: 'Pie chart',
    icon: 'i-lucide-chart-pie',
    unfit: needsBreakdown,
    component: PieChart,
    props: (asked) => pieProps(asked),
    picks: true,
  },
  doughnut: {
    label: 'Doughnut',
    icon: 'i-lucide-circle-dot',
    unfit: needsBreakdown,
    component: PieChart,
    props: (asked) => pieProps(asked, { hasHole: true }),
    picks: true,
  },
  scatter: {
    label: 'Scatter chart',
    icon: 'i-lucide-chart-scatter',
    unfit: (shape) =>
      shape.metrics.length < 2
        ? 'Add a second metric: a scatter chart draws one against the other.'
        : needsBreakdown(shape),
    component: lazy(() => import('../../charts/scatter_chart.vue')),
    props: scatterProps,
    picks: true,
  },
  heat_map: {
    label: 'Heat map',
    icon: 'i-lucide-grid-3x3',
    unfit: (shape) => (countOf(shape) < 2 && isTotal(shape) ? needsTwo(shape) : null),
    component: CellGrid,
    props: heatMapProps,
  },
  cohort: {
    label: 'Cohorts',
    icon: 'i-lucide-table-properties',
    unfit: needsTwo,
    component: CellGrid,
    props: cohortProps,
  },
  funnel: {
    label: 'Funnel',
    icon: 'i-lucide-filter',
    unfit: (shape) =>
      shape.metrics.length < 2 && countOf(shape) === 0
        ? 'Add the metric of each step, in their order.'
        : null,
    component: lazy(() => import('../../charts/funnel_chart.vue')),
    props: funnelProps,
  },
  country_map: {
    label: 'Country map',
    icon: 'i-lucide-map',
    unfit: (shape) => (countryDimension(shape) ? null : 'Break down by country to draw a map.'),
    component: lazy(() => import('../../charts/country_map.vue')),
    props: mapProps,
    picks: true,
  },
  gauge: {
    label: 'Gauge',
    icon: 'i-lucide-gauge',
    unfit: always,
    component: lazy(() => import('../../charts/gauge_chart.vue')),
    props: gaugeProps,
  },
  bullet: {
    label: 'Bullet chart',
    icon: 'i-lucide-target',
    unfit: always,
    component: lazy(() => import('../../charts/bullet_chart.vue')),
    props: bulletProps,
  },
}

export const isChartView = (view: string): view is ChartView => view in CHART_VIEWS

/** The views that an answer can be drawn as, in the order in which they are offered. */
export function fittingViews(shape: Shape): ChartView[] {
  return (Object.keys(CHART_VIEWS) as ChartView[]).filter(
    (view) => CHART_VIEWS[view].unfit(shape) === null
  )
}

/** What charts emit where a place is chosen: a series and a point of it, or the key of one. */
export function answerPick(picked: Picked | { key?: string }): AnswerPick | null {
  return 'point' in picked
    ? pickOf(picked.series.key, picked.point.key)
    : pickOf(undefined, picked.key)
}
