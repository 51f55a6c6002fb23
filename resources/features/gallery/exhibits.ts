import { defineAsyncComponent, type Component } from 'vue'
import { altered, categories, channels, counts, euros, LONG_NAME, series } from './shapes.js'

/** One chart in one state. */
export type Exhibit = { title: string; component: Component; props: object; isWide?: boolean }
export type Room = { title: string; exhibits: Exhibit[] }

const LineChart = defineAsyncComponent(() => import('~/charts/line_chart.vue'))
const BarChart = defineAsyncComponent(() => import('~/charts/bar_chart.vue'))
const PieChart = defineAsyncComponent(() => import('~/charts/pie_chart.vue'))

const spend = series('Spend')
const isLate = (place: number) => ({ isIncomplete: place >= 26 })
const incomplete = altered(spend, (_, place) => isLate(place))
const gappy = altered(spend, ({ value }, place) => ({
  value: place >= 8 && place <= 11 ? null : value,
}))
const signed = altered(spend, ({ value }) => ({ value: value! - 1200 }))
const unknown = altered(spend, () => ({ value: null }))
const forecast = altered(series('Revenue', { base: 2400, length: 42 }), ({ value }, place) =>
  place < 28
    ? {}
    : {
        isForecast: true,
        low: value! * (1 - 0.02 * (place - 27)),
        high: value! * (1 + 0.02 * (place - 27)),
      }
)
const compared = [
  incomplete,
  ...[
    { label: 'Spend, previous period', from: 3, base: 900 },
    { label: 'Spend, previous year', from: 9, base: 700 },
  ].map(({ label, ...wave }, rank) => ({
    ...series(label, wave),
    isComparison: true,
    of: 0,
    rank,
  })),
]
const levels = [{ label: 'Target', value: 1300 }]
const marks = [
  { from: 8, to: 8, label: 'A', text: '10 Nov: campaign “Winter roast” started' },
  { from: 19, to: 22, label: 'B', text: '21–24 Nov: black week, by Ada' },
]

const drawn = (caption: string, props: object) => ({
  caption,
  ...euros,
  heightPixels: 240,
  ...props,
})

const line = (title: string, props: object): Exhibit => ({
  title,
  component: LineChart,
  props: drawn(title, props),
})
const bar = (title: string, props: object): Exhibit => ({
  title,
  component: BarChart,
  props: drawn(title, props),
})
const pie = (title: string, props: object): Exhibit => ({
  title,
  component: PieChart,
  props: { caption: title, format: euros.format, ...props },
})

const shares = [categories(5, (place) => channels(1)[place].label)]

export const SERIES_ROOMS: Room[] = [
  {
    title: 'Line and area',
    exhibits: [
      line('Line', { series: [spend] }),
      line('Several lines', { series: channels() }),
      line('Three comparisons, last two days incomplete', { series: compared, levels }),
      line('Annotations', { series: [spend], marks }),
      line('Forecast band', { series: [forecast] }),
      line('Gap', { series: [gappy] }),
      line('Negative values', { series: [signed] }),
      line('One point', { series: [series('Spend', { length: 1 })] }),
      line('No values', { series: [unknown] }),
      line('Area, incomplete', { series: [incomplete], isFilled: true }),
      line('Stacked area', { series: channels(), isStacked: true }),
      line('10,000 points', { series: [series('Spend', { length: 10_000 })] }),
    ],
  },
  {
    title: 'Bars',
    exhibits: [
      bar('Bars, last two days incomplete', { series: [incomplete] }),
      bar('Stacked bars', { series: channels(14), isStacked: true }),
      bar('Negative values and a target', { series: [signed], levels }),
      bar('Comparison', {
        series: [
          categories(5, (place) => channels(1)[place].label),
          { ...categories(5, () => ''), label: 'Spend, previous period', isComparison: true },
        ],
        isLying: true,
      }),
      bar('Very long names', {
        series: [categories(4, (place) => `${LONG_NAME} ${place + 1}`)],
        isLying: true,
      }),
      bar('10,000 categories', {
        series: [categories(10_000, (place) => `Ad ${place + 1}`)],
        isLying: true,
      }),
      bar('One bar', { series: [categories(1, () => 'Paid search')], isLying: true }),
      bar('No values', { series: [{ label: 'Spend', points: [] }] }),
    ],
  },
  {
    title: 'Pie and doughnut',
    exhibits: [
      pie('Pie', { series: shares }),
      pie('Doughnut with a total', { series: shares, hasHole: true, total: '€ 29.6k' }),
      pie('Forty parts', {
        series: [categories(40, (place) => `Ad ${place + 1}`)],
        format: counts.format,
      }),
      pie('Very long names', { series: [categories(3, (place) => `${LONG_NAME} ${place + 1}`)] }),
      pie('Negative values', { series: [signed] }),
      pie('No values', { series: [unknown] }),
    ],
  },
]
