import type { Component } from 'vue'
import type { WidgetView } from '#dashboards/types'

type Loader = () => Promise<{ default: Component }>

type Draft = { body: string; display: Record<string, unknown> }

/** The browser's half of a row of `app/dashboards/widget_views.ts`. */
export type WidgetViewRow = {
  label: string
  icon: string
  group: 'Numbers' | 'Charts' | 'Content' | 'Controls'
  /** Whether it puts a question to the engine: its form asks for metrics and breakdowns. */
  asks: boolean
  /** Whether values of a breakdown stand side by side; see the server's half. */
  comparesTotals: boolean
  /** The view of Explore that shows the same question; null for those that ask nothing. */
  exploreView: 'line' | 'bar' | 'table' | null
  /** Whether it is as high as its panel, so that the panel of a phone has to say how high. */
  fills: boolean
  /** Draws it: takes `WidgetViewProps`, emits `explain` with a metric. */
  component: Loader
  /** The part of the form for its `display`: takes `WidgetFormProps`. */
  form?: Loader
  /** Whether what the form holds is enough, beside a metric where the view asks. */
  isComplete?: (draft: Draft) => boolean
}

const asking = { asks: true, comparesTotals: false, fills: false, exploreView: 'line' } as const
const drawn = {
  ...asking,
  group: 'Charts',
  fills: true,
  component: () => import('./views/chart_widget.vue'),
} as const
const comparing = { ...drawn, comparesTotals: true, exploreView: 'bar' } as const
const targetForm = () => import('./forms/target_form.vue')
const silent = { ...asking, asks: false, exploreView: null } as const

/** In the order in which the form offers them. */
export const WIDGET_VIEWS: Record<WidgetView, WidgetViewRow> = {
  metric: {
    ...asking,
    label: 'Number',
    icon: 'i-lucide-hash',
    group: 'Numbers',
    component: () => import('./views/number_widget.vue'),
  },
  line: {
    ...drawn,
    label: 'Line chart',
    icon: 'i-lucide-chart-line',
    form: targetForm,
  },
  area: {
    ...drawn,
    label: 'Area chart',
    icon: 'i-lucide-chart-area',
    form: targetForm,
  },
  stacked_area: {
    ...drawn,
    label: 'Stacked area',
    icon: 'i-lucide-layers',
  },
  bar: {
    ...comparing,
    label: 'Bar chart',
    icon: 'i-lucide-chart-column',
    form: targetForm,
  },
  stacked_bar: {
    ...drawn,
    label: 'Stacked bars',
    icon: 'i-lucide-chart-column-stacked',
  },
  pie: {
    ...comparing,
    fills: false,
    label: 'Pie chart',
    icon: 'i-lucide-chart-pie',
  },
  doughnut: {
    ...comparing,
    fills: false,
    label: 'Doughnut',
    icon: 'i-lucide-circle-dot',
  },
  scatter: {
    ...comparing,
    label: 'Scatter chart',
    icon: 'i-lucide-chart-scatter',
  },
  heat_map: {
    ...comparing,
    fills: false,
    label: 'Heat map',
    icon: 'i-lucide-grid-3x3',
    form: () => import('./forms/cells_form.vue'),
  },
  cohort: {
    ...comparing,
    fills: false,
    label: 'Cohorts',
    icon: 'i-lucide-table-properties',
    form: () => import('./forms/cells_form.vue'),
  },
  funnel: {
    ...comparing,
    fills: false,
    label: 'Funnel',
    icon: 'i-lucide-filter',
  },
  country_map: {
    ...comparing,
    fills: false,
    label: 'Country map',
    icon: 'i-lucide-map',
  },
  gauge: {
    ...drawn,
    fills: false,
    label: 'Gauge',
    icon: 'i-lucide-gauge',
    form: targetForm,
  },
  bullet: {
    ...drawn,
    fills: false,
    label: 'Bullet chart',
    icon: 'i-lucide-target',
    form: targetForm,
  },
  goal: {
    ...asking,
    label: 'Goal',
    icon: 'i-lucide-target',
    group: 'Numbers',
    component: () => import('./views/goal_widget.vue'),
    form: () => import('./forms/goal_form.vue'),
    isComplete: ({ display }) => Boolean(display.goal) || typeof display.target === 'number',
  },
  table: {
    ...asking,
    label: 'Table',
    icon: 'i-lucide-table',
    group: 'Numbers',
    comparesTotals: true,
    exploreView: 'table',
    component: () => import('./views/table_widget.vue'),
    form: () => import('./forms/table_form.vue'),
  },
  alerts: {
    ...silent,
    label: 'Alerts',
    icon: 'i-lucide-siren',
    group: 'Content',
    component: () => import('./views/alerts_widget.vue'),
    form: () => import('./forms/alerts_form.vue'),
  },
  text: {
    ...silent,
    label: 'Text',
    icon: 'i-lucide-text',
    group: 'Content',
    component: () => import('./views/text_widget.vue'),
    form: () => import('./forms/text_form.vue'),
    isComplete: ({ body }) => body.trim() !== '',
  },
  image: {
    ...silent,
    fills: true,
    label: 'Image',
    icon: 'i-lucide-image',
    group: 'Content',
    component: () => import('./views/image_widget.vue'),
    form: () => import('./forms/image_form.vue'),
    isComplete: ({ display }) => typeof display.image === 'string',
  },
  embed: {
    ...silent,
    fills: true,
    label: 'Embed',
    icon: 'i-lucide-app-window',
    group: 'Content',
    component: () => import('./views/embed_widget.vue'),
    form: () => import('./forms/embed_form.vue'),
    isComplete: ({ display }) => String(display.address ?? '').startsWith('https://'),
  },
  control: {
    ...silent,
    label: 'Control',
    icon: 'i-lucide-sliders-horizontal',
    group: 'Controls',
    component: () => import('./views/control_widget.vue'),
    form: () => import('./forms/control_form.vue'),
    isComplete: ({ display: { control, dimension, label, address } }) =>
      control === 'range' || Boolean(control === 'filter' ? dimension : label && address),
  },
}
