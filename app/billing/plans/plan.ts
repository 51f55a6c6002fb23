/** What is counted. Stocks are held at once; flows are used up during a billing period. */
export const STOCKS = ['sources', 'members', 'clients'] as const
export const FLOWS = ['records', 'events', 'api_calls', 'reports', 'plugin_seconds'] as const

export type Stock = (typeof STOCKS)[number]
export type Flow = (typeof FLOWS)[number]
export type Meter = Stock | Flow

export const METERS: readonly Meter[] = [...STOCKS, ...FLOWS]

/** A feature is named here together with the code that asks for it. */
export const FEATURES = ['custom_exchange_rates'] as const

export type Feature = (typeof FEATURES)[number]

export const CURRENCIES = ['USD', 'EUR'] as const
export type Currency = (typeof CURRENCIES)[number]

/** Whole minor units (cents) by currency. */
export type Prices = Record<Currency, number>

/** More of something, paid for the period ahead: seats, sources, a package of records. */
export interface Pack {
  meter: Meter
  /** How much of the meter one pack adds. */
  adds: number
  monthly: Prices
}

/** Usage beyond what is included, paid for afterwards: cents for a million of the meter. */
export type ExtraRate = Record<Currency, number>

/** What one version of a plan promises. A subscription keeps its own copy, so that no edit here changes it. */
export interface Terms {
  plan: string
  version: number
  name: string
  /** Null where the price is agreed on with each customer. */
  monthly: Prices | null
  /** How much is included; null has no limit. Flows are per billing period. */
  included: Record<Meter, number | null>
  extra: Partial<Record<Flow, ExtraRate>>
  packs: Record<string, Pack>
  features: readonly Feature[]
}

export interface Coupon {
  code: string
  /** Percent of every line, whole numbers from 1 to 100. */
  percentOff: number
  /** For how many periods; null is for ever. */
  periods: number | null
}

export interface PlansConfig {
  trialDays: number
  /** Everything that this plan has is there during the trial. */
  trialPlan: string
  /** Where a subscription ends up that was cancelled or not paid for. */
  fallbackPlan: string
  /** How long a payment may be late before the plan is taken back. */
  graceDays: number
  /** Every version that was ever sold; the highest version of each plan is the one on offer. */
  plans: Terms[]
  coupons: Coupon[]
}
