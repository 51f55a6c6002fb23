import type { SlotAggregation, SlotUnit } from './records.js'

/**
 * Unit and aggregation of the canonical numbers that sources deliver. A connector names an id in its
 * `facts.metrics`, and this table says how the number is stored. Ratios (ctr, cpc, roas) are never
 * delivered: the metric engine derives them. The catalogue in `metrics` uses the same ids and adds labels,
 * directions and formulas; a test there holds the two lists against each other.
 */
export interface CanonicalMetric {
  unit: SlotUnit
  aggregation: SlotAggregation
}

const count: CanonicalMetric = { unit: 'count', aggregation: 'sum' }
const money: CanonicalMetric = { unit: 'currency', aggregation: 'sum' }
const seconds: CanonicalMetric = { unit: 'seconds', aggregation: 'sum' }
const level: CanonicalMetric = { unit: 'count', aggregation: 'last' }
const balance: CanonicalMetric = { unit: 'currency', aggregation: 'last' }
const unique: CanonicalMetric = { unit: 'count', aggregation: 'none' }
const score: CanonicalMetric = { unit: 'score', aggregation: 'sum' }
/** Percentiles: a value of each row, which no sum has. */
const secondsEach: CanonicalMetric = { unit: 'seconds', aggregation: 'none' }
const scoreEach: CanonicalMetric = { unit: 'score', aggregation: 'none' }

const ADVERTISING = {
  spend: money,
  impressions: count,
  clicks: count,
  conversions: count,
  conversion_value: money,
  view_through_conversions: count,
  interactions: count,
  engagements: count,
  video_views: count,
  reach: unique,
  all_conversions: count,
  ad_budget: money,
  link_clicks: count,
  landing_page_views: count,
  ad_leads: count,
}

const COMMERCE = {
  orders: count,
  revenue: money,
  gross_sales: money,
  units_sold: count,
  discounts: money,
  taxes: money,
  shipping: money,
  cost_of_goods: money,
  add_to_carts: count,
  checkouts: count,
  cancelled_orders: count,
  order_refund_count: count,
  order_refunds: money,
  units_in_stock: level,
}

const PAYMENTS = {
  payments: count,
  payment_volume: money,
  failed_payments: count,
  refunds: money,
  refund_count: count,
  fees: money,
  net_volume: money,
  disputes: count,
  dispute_amount: money,
  new_subscriptions: count,
  cancelled_subscriptions: count,
  active_subscriptions: level,
  recurring_revenue: balance,
  payout_amount: money,
  account_balance: balance,
}

const AUDIENCE = {
  sessions: count,
  page_views: count,
  users: unique,
  new_users: count,
  session_duration: seconds,
  followers: level,
  new_customers: count,
  emails_sent: count,
  emails_delivered: count,
  email_opens: count,
  email_clicks: count,
  unsubscribes: count,
  email_bounces: count,
  spam_complaints: count,
  subscribers: level,
  unique_opens: unique,
  unique_clicks: unique,
  emails_blocked: count,
  new_subscribers: count,
  email_orders: count,
  email_revenue: money,
}

const SITE_AND_SOCIAL = {
  engaged_sessions: count,
  bounces: count,
  key_events: count,
  web_events: count,
  engagement_time: seconds,
  site_orders: count,
  site_revenue: money,
  new_followers: count,
  posts: count,
  post_impressions: count,
  post_reach: unique,
  likes: count,
  comments: count,
  shares: count,
  saves: count,
  lost_followers: count,
  post_clicks: count,
  profile_views: count,
  video_plays: count,
  watch_time: seconds,
}

const SEO = {
  search_impressions: count,
  search_clicks: count,
  search_position_sum: count,
  page_tests: count,
  performance_score_sum: score,
  largest_contentful_paint: secondsEach,
  interaction_to_next_paint: secondsEach,
  cumulative_layout_shift: scoreEach,
}

const CRM = {
  leads: count,
  contacts_created: count,
  companies_created: count,
  deals_created: count,
  deal_value_created: money,
  deals_won: count,
  deal_value_won: money,
  deals_lost: count,
  deal_value_lost: money,
  activities: count,
  open_deals: level,
  open_pipeline: balance,
}

const BOOKS_AND_WORK = {
  income: money,
  expenses: money,
  invoices: count,
  invoiced_amount: money,
  invoice_payments: money,
  bills: count,
  billed_amount: money,
  receivables: balance,
  payables: balance,
  tasks_created: count,
  tasks_completed: count,
  time_tracked: seconds,
  open_tasks: level,
  workflow_runs: count,
  workflow_failures: count,
  run_duration: seconds,
}

export const CANONICAL_METRICS: Readonly<Record<string, CanonicalMetric>> = {
  ...ADVERTISING,
  ...COMMERCE,
  ...PAYMENTS,
  ...AUDIENCE,
  ...SITE_AND_SOCIAL,
  ...SEO,
  ...CRM,
  ...BOOKS_AND_WORK,
}

export function canonicalMetric(id: string): CanonicalMetric | undefined {
  return Object.hasOwn(CANONICAL_METRICS, id) ? CANONICAL_METRICS[id] : undefined
}
