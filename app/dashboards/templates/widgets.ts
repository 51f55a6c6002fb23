import type { NewWidget } from '#dashboards/actions/create_dashboard'

/** Widgets that templates are written in: a title, what is asked, and as wide as it has to be. */

export const figure = (title: string, metric: string): NewWidget => ({
  title,
  view: 'metric',
  question: { metrics: [metric], comparison: 'previous_period' },
})

export const overTime = (title: string, metrics: string[]): NewWidget => ({
  title,
  view: 'line',
  question: { metrics, grain: 'day', comparison: 'previous_period' },
})

export const ranked = (title: string, metric: string, breakdown: string): NewWidget => ({
  title,
  view: 'bar',
  width: 4,
  question: { metrics: [metric], breakdowns: [breakdown], limit: 8 },
})

export const shares = (title: string, metric: string, breakdown: string): NewWidget => ({
  title,
  view: 'doughnut',
  height: 9,
  question: { metrics: [metric], breakdowns: [breakdown], limit: 6 },
})

export const listed = (title: string, metrics: string[], breakdown: string): NewWidget => ({
  title,
  view: 'table',
  question: { metrics, breakdowns: [breakdown], limit: 25, comparison: 'previous_period' },
})

export const steps = (title: string, metrics: string[]): NewWidget => ({
  title,
  view: 'funnel',
  height: 9,
  question: { metrics, grain: 'total' },
})
