import type { ReadyQuestion } from './ready_question.js'

const LAST_28_DAYS = { preset: 'last_28_days' as const }
const LAST_90_DAYS = { preset: 'last_90_days' as const }
const LAST_12_WEEKS = { preset: 'last_12_weeks' as const }
const LAST_12_MONTHS = { preset: 'last_12_months' as const }

export const SALES_AND_SITE: ReadyQuestion[] = [
  {
    title: 'Blended customer acquisition cost by month',
    group: 'Sales',
    view: 'line',
    question: {
      metrics: ['customer_acquisition_cost', 'new_customers', 'spend'],
      range: LAST_12_MONTHS,
      grain: 'month',
    },
  },
  {
    title: 'New customers by month with growth',
    group: 'Sales',
    view: 'table',
    question: {
      metrics: ['new_customers', 'new_customers_growth'],
      derived: { new_customers_growth: { metric: 'new_customers', as: 'growth' } },
      range: LAST_12_MONTHS,
      grain: 'month',
    },
  },
  {
    title: 'Recurring revenue and cancelled subscriptions by month',
    group: 'Sales',
    view: 'line',
    question: {
      metrics: ['recurring_revenue', 'cancelled_subscriptions', 'new_subscriptions'],
      range: LAST_12_MONTHS,
      grain: 'month',
    },
  },
  {
    title: 'Followers gained per post by network',
    group: 'E-mail and social',
    view: 'bar',
    question: {
      metrics: ['followers_per_post', 'new_followers', 'posts'],
      formulas: { followers_per_post: 'new_followers / posts' },
      breakdowns: ['channel'],
      range: LAST_28_DAYS,
      grain: 'total',
    },
  },
  {
    title: 'Refunds and disputes by payment method, this quarter against the last',
    group: 'Sales',
    view: 'table',
    question: {
      metrics: ['refund_rate', 'dispute_rate', 'payment_volume'],
      breakdowns: ['payment_method'],
      range: { preset: 'this_quarter' },
      grain: 'total',
      comparison: 'previous_period',
    },
  },
  {
    title: 'Revenue by country and device',
    group: 'Sales',
    view: 'pivot',
    question: {
      metrics: ['revenue'],
      breakdowns: ['country', 'device'],
      range: LAST_28_DAYS,
      grain: 'total',
    },
  },
  {
    title: 'Orders and average order value by month',
    group: 'Sales',
    view: 'line',
    question: {
      metrics: ['orders', 'average_order_value'],
      range: LAST_12_MONTHS,
      grain: 'month',
    },
  },
  {
    title: 'Landing pages with spend and without orders',
    group: 'Web',
    view: 'table',
    question: {
      metrics: ['sessions', 'spend', 'orders'],
      breakdowns: ['landing_page'],
      range: LAST_28_DAYS,
      grain: 'total',
      conditions: [
        { metric: 'spend', operator: 'above', value: 0 },
        { metric: 'orders', operator: 'at_most', value: 0 },
      ],
    },
  },
  {
    title: 'Sessions by traffic channel by week',
    group: 'Web',
    view: 'line',
    question: {
      metrics: ['sessions'],
      breakdowns: ['traffic_channel'],
      range: LAST_12_WEEKS,
      grain: 'week',
    },
  },
  {
    title: 'E-mail revenue per recipient by campaign against the average',
    group: 'E-mail and social',
    view: 'table',
    question: {
      metrics: ['revenue_per_recipient', 'email_revenue', 'emails_delivered'],
      formulas: { revenue_per_recipient: 'email_revenue / emails_delivered' },
      breakdowns: ['campaign'],
      range: LAST_90_DAYS,
      grain: 'total',
    },
  },
]
