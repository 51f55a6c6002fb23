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
  open_pipeline: balance,
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
  invoices: count,
  invoiced_amount: money,
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
  leads: count,
  emails_sent: count,
  emails_delivered: count,
  email_opens: count,
  email_clicks: count,
  unsubscribes: count,
  email_bounces: count,
  spam_complaints: count,
  subscribers: level,
  unique_opens: unique,
}

const SITE_AND_SOCIAL = {
  engaged_sessions: count,
  bounces: count,
  key_events: count,
  search_impressions: count,
  search_clicks: count,
  new_followers: count,
  posts: count,
  post_impressions: count,
  post_reach: unique,
  likes: count,
  comments: count,
  shares: count,
}

export const CANONICAL_METRICS: Readonly<Record<string, CanonicalMetric>> = {
  ...ADVERTISING,
  ...COMMERCE,
  ...PAYMENTS,
  ...AUDIENCE,
  ...SITE_AND_SOCIAL,
}

export function canonicalMetric(id: string): CanonicalMetric | undefined {
  return Object.hasOwn(CANONICAL_METRICS, id) ? CANONICAL_METRICS[id] : undefined
}
