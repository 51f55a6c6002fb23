import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import plansConfig from '#config/plans'
import { CURRENCIES, type Coupon, type Currency, type Terms } from '#billing/plans/plan'

export type SubscriptionStatus = 'trialing' | 'active' | 'past_due' | 'paused'

/** A coupon in use, and until when it is good, ISO 8601; null is for ever. */
export interface UsedCoupon extends Coupon {
  endsAt: string | null
}

/** What an organization has bought. Money is in whole cents of its currency, moments are UTC. */
export interface Subscription {
  organizationId: string
  status: SubscriptionStatus
  /** The organization's own copy of what was promised; null is the plan below all others, as it stands today. */
  terms: Terms | null
  packs: Record<string, number>
  currency: Currency
  anchor: DateTime
  periodStart: DateTime
  periodEnd: DateTime
  trialEndsAt: DateTime | null
  /** What begins with the next period; null keeps what there is. */
  nextTerms: Terms | null
  nextPacks: Record<string, number> | null
  cancelsAtPeriodEnd: boolean
  coupon: UsedCoupon | null
  /** What extra usage of one period may cost at most. */
  capCents: number
  /** Credit of the customer, to be taken from the next invoices. */
  balanceCents: number
  pastDueSince: DateTime | null
  /** Set while paused: the end of the time that was paid for. */
  paidUntil: DateTime | null
  /** Who collects the money: nobody, or the payment provider. */
  collector: 'nobody' | 'provider'
  customerRef: string | null
  subscriptionRef: string | null
  /** Grows with each state that was taken over from the provider. */
  appliedReading: string
}

export interface SubscriptionRow {
  organization_id: string
  status: SubscriptionStatus
  terms: Terms | null
  packs: Record<string, number>
  currency: string
  anchor: Date
  period_start: Date
  period_end: Date
  trial_ends_at: Date | null
  next_terms: Terms | null
  next_packs: Record<string, number> | null
  cancels_at_period_end: boolean
  coupon: UsedCoupon | null
  cap_cents: string
  balance_cents: string
  past_due_since: Date | null
  paid_until: Date | null
  collector: 'nobody' | 'provider'
  customer_ref: string | null
  subscription_ref: string | null
  applied_reading: string
}

const SELECT = 'SELECT * FROM subscriptions WHERE organization_id = $1'

const utc = (at: Date) => DateTime.fromJSDate(at, { zone: 'utc' })
const utcOrNull = (at: Date | null) => (at ? utc(at) : null)

function read(row: SubscriptionRow): Subscription {
  return {
    organizationId: row.organization_id,
    status: row.status,
    terms: row.terms,
    packs: row.packs,
    currency: row.currency as Currency,
    anchor: utc(row.anchor),
    periodStart: utc(row.period_start),
    periodEnd: utc(row.period_end),
    trialEndsAt: utcOrNull(row.trial_ends_at),
    nextTerms: row.next_terms,
    nextPacks: row.next_packs,
    cancelsAtPeriodEnd: row.cancels_at_period_end,
    coupon: row.coupon,
    capCents: Number(row.cap_cents),
    balanceCents: Number(row.balance_cents),
    pastDueSince: utcOrNull(row.past_due_since),
    paidUntil: utcOrNull(row.paid_until),
    collector: row.collector,
    customerRef: row.customer_ref,
    subscriptionRef: row.subscription_ref,
    appliedReading: row.applied_reading,
  }
}

/** The subscription as it is stored; an organization without one is in the trial that began with it. */
export async function subscriptionOf(tenant: TenantTransaction): Promise<Subscription> {
  const { rows } = await tenant.query<SubscriptionRow>(SELECT, [tenant.organizationId])
  return rows[0] ? read(rows[0]) : trialOf(tenant)
}

/** The same, held until the transaction ends: nobody else changes it or takes a place of its limits meanwhile. */
export async function holdSubscription(tenant: TenantTransaction): Promise<Subscription> {
  const held = () =>
    tenant.query<SubscriptionRow>(`${SELECT} FOR NO KEY UPDATE`, [tenant.organizationId])
  const { rows } = await held()
  if (rows[0]) {
    return read(rows[0])
  }
  await insertTrial(tenant, await trialOf(tenant))
  const made = await held()
  return read(made.rows[0])
}

async function trialOf(tenant: TenantTransaction): Promise<Subscription> {
  const { rows } = await tenant.query<{ created_at: Date; currency: string }>(
    'SELECT created_at, currency FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  const begun = utc(rows[0].created_at)
  const ends = begun.plus({ days: plansConfig.trialDays })
  return {
    organizationId: tenant.organizationId,
    status: 'trialing',
    terms: null,
    packs: {},
    currency: CURRENCIES.find((currency) => currency === rows[0].currency) ?? CURRENCIES[0],
    anchor: ends,
    periodStart: begun,
    periodEnd: ends,
    trialEndsAt: ends,
    nextTerms: null,
    nextPacks: null,
    cancelsAtPeriodEnd: false,
    coupon: null,
    capCents: 0,
    balanceCents: 0,
    pastDueSince: null,
    paidUntil: null,
    collector: 'nobody',
    customerRef: null,
    subscriptionRef: null,
    appliedReading: '0',
  }
}

/** Of two at the same moment one makes it; both find it afterwards. */
async function insertTrial(tenant: TenantTransaction, trial: Subscription) {
  await tenant.query(
    `INSERT INTO subscriptions (organization_id, status, currency, anchor, period_start, period_end, trial_ends_at,
       created_at, updated_at)
     VALUES ($1, 'trialing', $2, $3, $4, $3, $3, $4, $4) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, trial.currency, trial.anchor.toJSDate(), trial.periodStart.toJSDate()]
  )
}

/** Stores what changed of a held subscription. */
export async function saveSubscription(
  tenant: TenantTransaction,
  changes: Partial<Omit<Subscription, 'organizationId'>>,
  now: DateTime
) {
  const columns = Object.entries(changes).map(([name, value]) => [columnOf(name), bound(value)])
  const set = columns.map(([column], index) => `${column} = $${index + 3}`)
  await tenant.query(
    `UPDATE subscriptions SET ${['updated_at = $2', ...set].join(', ')} WHERE organization_id = $1`,
    [tenant.organizationId, now.toJSDate(), ...columns.map(([, value]) => value)]
  )
}

const columnOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function bound(value: unknown) {
  if (DateTime.isDateTime(value)) {
    return value.toJSDate()
  }
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value
}
