import { defineAsyncComponent } from 'vue'
import type { Exhibit, Room } from './exhibits.js'
import { CHANNELS, counts, dayName, euros, LONG_NAME, percents, wave } from './shapes.js'

const ScatterChart = defineAsyncComponent(() => import('~/charts/scatter_chart.vue'))
const CellGrid = defineAsyncComponent(() => import('~/charts/cell_grid.vue'))
const FunnelChart = defineAsyncComponent(() => import('~/charts/funnel_chart.vue'))
const CountryMap = defineAsyncComponent(() => import('~/charts/country_map.vue'))
const GaugeChart = defineAsyncComponent(() => import('~/charts/gauge_chart.vue'))
const BulletChart = defineAsyncComponent(() => import('~/charts/bullet_chart.vue'))
const SparkLine = defineAsyncComponent(() => import('~/charts/spark_line.vue'))

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)

const campaigns = (length: number) =>
  Array.from({ length }, (_, place) => ({
    label: place % 7 === 0 ? LONG_NAME : `Campaign ${place + 1}`,
    x: wave(place, { seed: 2 }),
    y: wave(place * 3, { base: 40, seed: 5 }),
    size: wave(place, { base: 300, seed: 7 }),
  }))
const scatter = (title: string, props: object): Exhibit => ({
  title,
  component: ScatterChart,
  props: {
    caption: title,
    x: { label: 'Spend', ...euros },
    y: { label: 'Conversions', ...counts },
    heightPixels: 260,
    ...props,
  },
})

const hourRows = WEEKDAYS.map((label, day) => ({
  label,
  values: HOURS.map((_, hour) =>
    day === 6 && hour > 20
      ? null
      : Math.round(wave(hour, { base: 60, seed: day + 1 }) * Math.sin((hour / 24) * Math.PI))
  ),
}))
const cohortRows = Array.from({ length: 8 }, (_, month) => ({
  label: dayName(month * 30),
  note: counts.format(400 + month * 37),
  values: Array.from({ length: 8 }, (_unused, age) =>
    age > 7 - month
      ? null
      : (100 * 0.62 ** age * (1 + month * 0.02)) / (age === 0 ? 1 + month * 0.02 : 1)
  ),
}))
const changeRows = CHANNELS.map((label, row) => ({
  label,
  values: WEEKDAYS.map((_, day) => wave(day * 3 + row, { base: 40, seed: row + 2 }) - 42),
}))
const grid = (title: string, props: object): Exhibit => ({
  title,
  component: CellGrid,
  props: { caption: title, ...counts, ...props },
})

const COUNTRIES: [string, string, number][] = [
  ['Netherlands', 'NL', 9200],
  ['Germany', 'DEU', 7100],
  ['Belgium', 'Belgium', 3900],
  ['United States', '840', 5200],
  ['Brazil', 'br', 1800],
  ['Japan', 'JP', 950],
  ['Singapore', 'SG', 640],
  ['Malta', 'MT', 80],
]
const steps = [
  { label: 'Sessions', value: 48_210 },
  { label: 'Product viewed', value: 21_004 },
  { label: 'Added to cart', value: 4_902 },
  { label: LONG_NAME, value: 2_311 },
  { label: 'Purchased', value: 1_870 },
]
const bands = [
  { upTo: 6_000, label: 'Low' },
  { upTo: 9_000, label: 'Fair' },
  { upTo: 12_000, label: 'Good' },
]
const gauge = (title: string, props: object): Exhibit => ({
  title,
  component: GaugeChart,
  props: { caption: title, target: 10_000, ...euros, ...props },
})

export const OTHER_ROOMS: Room[] = [
  {
    title: 'Scatter',
    exhibits: [
      scatter('Scatter', { points: campaigns(30) }),
      scatter('With a third metric', {
        points: campaigns(30),
        size: { label: 'Clicks', ...counts },
      }),
      scatter('No values', { points: [] }),
    ],
  },
  {
    title: 'Heat map and cohorts',
    exhibits: [
      { ...grid('Day and hour', { rowName: 'Day', columns: HOURS, rows: hourRows }), isWide: true },
      grid('Above and below zero', {
        rowName: 'Channel',
        columns: WEEKDAYS.map((day) => day.slice(0, 3)),
        rows: changeRows,
        showsValues: true,
      }),
      {
        ...grid('Cohorts', {
          rowName: 'First order',
          columns: Array.from({ length: 8 }, (_, age) => `Month ${age}`),
          rows: cohortRows,
          showsValues: true,
          ...percents,
        }),
        isWide: true,
      },
      grid('No values', { rowName: 'Day', columns: HOURS, rows: [] }),
    ],
  },
  {
    title: 'Funnel',
    exhibits: [
      { title: 'Funnel', component: FunnelChart, props: { caption: 'Funnel', steps, ...counts } },
      {
        title: 'Step unknown',
        component: FunnelChart,
        props: {
          caption: 'Step unknown',
          steps: steps.map((step, place) => (place === 2 ? { ...step, value: null } : step)),
          ...counts,
        },
      },
    ],
  },
  {
    title: 'Country map',
    exhibits: [
      {
        title: 'Countries by code and name',
        component: CountryMap,
        isWide: true,
        props: {
          caption: 'Spend by country',
          valueName: 'Spend',
          places: COUNTRIES.map(([label, code, value]) => ({ label, code, value })),
          ...euros,
        },
      },
    ],
  },
  {
    title: 'Gauge, bullet and sparkline',
    exhibits: [
      gauge('Gauge', { value: 7_240 }),
      gauge('Above target', { value: 12_900, bands }),
      gauge('Unknown, no target', { value: null, target: null }),
      {
        title: 'Bullets',
        component: BulletChart,
        props: {
          caption: 'Bullets',
          bullets: [
            { label: 'Revenue', value: 8_400, target: 10_000, earlier: 7_100, bands, ...euros },
            { label: 'Orders', value: 310, target: 280, ...counts },
            { label: 'Profit', value: -900, target: 1_200, ...euros },
            { label: LONG_NAME, value: null, target: 40, ...counts },
          ],
        },
      },
      {
        title: 'Sparkline',
        component: SparkLine,
        props: { values: Array.from({ length: 30 }, (_, place) => wave(place)) },
      },
    ],
  },
]
