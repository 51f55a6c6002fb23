import type { ReadyQuestion } from './ready_question.js'

const LAST_28_DAYS = { preset: 'last_28_days' as const }
const LAST_90_DAYS = { preset: 'last_90_days' as const }
const LAST_12_WEEKS = { preset: 'last_12_weeks' as const }

export const ADVERTISING: ReadyQuestion[] = [
  {
    title: 'Spend by channel by week against 12 weeks before and last year',
    group: 'Advertising',
    view: 'line',
    question: {
      metrics: ['spend'],
      breakdowns: ['channel'],
      range: LAST_12_WEEKS,
      grain: 'week',
      comparison: 'previous_period',
      moreComparisons: ['same_weeks_last_year'],
    },
  },
  {
    title: 'ROAS by campaign with more than 500 spend',
    group: 'Advertising',
    view: 'table',
    question: {
      metrics: ['roas', 'spend', 'conversion_value'],
      breakdowns: ['campaign'],
      range: LAST_90_DAYS,
      grain: 'total',
      conditions: [{ metric: 'spend', operator: 'above', value: 500 }],
    },
  },
  {
    title: 'Click-through rate by day with a 7-day average',
    group: 'Advertising',
    view: 'line',
    question: {
      metrics: ['ctr', 'ctr_average_7'],
      derived: { ctr_average_7: { metric: 'ctr', as: 'moving_average', points: 7 } },
      range: LAST_90_DAYS,
      grain: 'day',
    },
  },
  {
    title: 'Ten most expensive campaigns by cost per conversion, the rest as other',
    group: 'Advertising',
    view: 'table',
    question: {
      metrics: ['cpa', 'spend', 'spend_share_of_total'],
      derived: { spend_share_of_total: { metric: 'spend', as: 'share_of_total' } },
      breakdowns: ['campaign'],
      range: LAST_28_DAYS,
      grain: 'total',
      top: { count: 10, other: true },
    },
  },
  {
    title: 'Spend so far by day',
    group: 'Advertising',
    view: 'line',
    question: {
      metrics: ['spend_running_total'],
      derived: { spend_running_total: { metric: 'spend', as: 'running_total' } },
      range: { preset: 'this_month' },
      grain: 'day',
      comparison: 'previous_period',
    },
  },
  {
    title: 'Spend and conversions by campaign and device',
    group: 'Advertising',
    view: 'pivot',
    question: {
      metrics: ['spend', 'conversions', 'cpa'],
      breakdowns: ['campaign', 'device'],
      range: LAST_28_DAYS,
      grain: 'total',
    },
  },
  {
    title: 'Cheapest weekday for conversions',
    group: 'Advertising',
    view: 'bar',
    question: {
      metrics: ['cpa', 'conversions'],
      breakdowns: ['day_of_week'],
      range: LAST_90_DAYS,
      grain: 'total',
    },
  },
  {
    title: 'Cheapest weekday and hour for conversions',
    group: 'Advertising',
    view: 'pivot',
    question: {
      metrics: ['cpa'],
      breakdowns: ['hour', 'day_of_week'],
      range: LAST_90_DAYS,
      grain: 'total',
      sort: { by: 'name', order: 'ascending' },
    },
  },
  {
    title: 'Conversions by campaign, this week against last week',
    group: 'Advertising',
    view: 'table',
    question: {
      metrics: ['conversions', 'conversion_rate', 'clicks'],
      breakdowns: ['campaign'],
      range: { preset: 'last_7_days' },
      grain: 'total',
      comparison: 'previous_period',
    },
  },
  {
    title: 'Budget used this month by campaign',
    group: 'Advertising',
    view: 'table',
    question: {
      metrics: ['budget_used', 'spend', 'ad_budget'],
      formulas: { budget_used: 'percent(spend / ad_budget)' },
      breakdowns: ['campaign'],
      range: { preset: 'this_month' },
      grain: 'total',
    },
  },
]
