import { randomInt } from 'node:crypto'
import type Stripe from 'stripe'

/** An answer of the API that is not 200. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly detail: { type?: string; code?: string; param?: string; decline_code?: string } = {}
  ) {
    super(message)
  }
}

export const missing = (kind: string, id: string) =>
  new ApiFault(404, `No such ${kind}: '${id}'`, { code: 'resource_missing', param: 'id' })

export interface Customer {
  id: string
  created: number
  name: string | null
  email: string | null
  address: Record<string, string | null> | null
  balance: number
  currency: string | null
  card: 'none' | 'good' | 'declined'
  taxIds: { id: string; type: Stripe.TaxId.Type; value: string; created: number }[]
  metadata: Record<string, string>
  isDeleted: boolean
}

export interface Price {
  id: string
  created: number
  product: string
  currency: string
  lookupKey: string | null
  /** Cents with up to twelve places, as text. */
  unitAmount: string
  meter: string | null
  metadata: Record<string, string>
}

export interface Coupon {
  id: string
  created: number
  percentOff: number
  months: number | null
}

export interface Meter {
  id: string
  created: number
  eventName: string
  displayName: string
}

export interface MeterEvent {
  identifier: string
  eventName: string
  customer: string
  value: number
  timestamp: number
  created: number
}

export interface Item {
  id: string
  created: number
  price: Price
  quantity: number
}

export interface UsedDiscount {
  id: string
  coupon: Coupon
  start: number
  end: number | null
}

export interface Subscription {
  id: string
  created: number
  customer: string
  currency: string
  status: 'trialing' | 'active' | 'past_due' | 'canceled'
  items: Item[]
  anchor: number
  periodStart: number
  periodEnd: number
  trialEnd: number | null
  cancelAtPeriodEnd: boolean
  canceledAt: number | null
  isPaused: boolean
  discount: UsedDiscount | null
  schedule: Schedule | null
  latestInvoice: string | null
  taxes: boolean
  metadata: Record<string, string>
}

export interface PlannedItem {
  price: Price
  quantity: number
}

export interface Schedule {
  id: string
  created: number
  subscription: string
  current: PlannedItem[]
  next: PlannedItem[] | null
}

export interface Line {
  id: string
  amount: number
  description: string
  quantity: number
  price: Price
  item: string
  isProration: boolean
  from: number
  to: number
  discount: number
  tax: number
}

export interface Invoice {
  id: string
  number: string | null
  created: number
  customer: string
  subscription: string
  currency: string
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update'
  periodStart: number
  periodEnd: number
  lines: Line[]
  discount: UsedDiscount | null
  startingBalance: number
  appliedBalance: number
  total: number
  amountDue: number
  amountPaid: number
  attempts: number
  nextAttempt: number | null
  finalizesAt: number | null
  finalizedAt: number | null
  paidAt: number | null
  creditedBefore: number
  creditedAfter: number
}

export interface CreditNote {
  id: string
  number: string
  created: number
  invoice: string
  customer: string
  currency: string
  amount: number
  refunded: number
  credited: number
  reason: Stripe.CreditNote.Reason | null
}

export interface CheckoutSession {
  id: string
  created: number
  customer: string
  status: 'open' | 'complete' | 'expired'
  items: PlannedItem[]
  trialEnd: number | null
  coupon: Coupon | null
  taxes: boolean
  successUrl: string
  cancelUrl: string
  subscription: string | null
  metadata: Record<string, string>
}

/** Everything the emulated account knows, at one moment of its own clock. */
export class World {
  /** Seconds since 1970. */
  now: number
  customers = new Map<string, Customer>()
  products = new Map<
    string,
    { id: string; name: string; created: number; metadata: Record<string, string> }
  >()
  prices = new Map<string, Price>()
  coupons = new Map<string, Coupon>()
  meters = new Map<string, Meter>()
  meterEvents: MeterEvent[] = []
  subscriptions = new Map<string, Subscription>()
  invoices = new Map<string, Invoice>()
  creditNotes: CreditNote[] = []
  sessions = new Map<string, CheckoutSession>()
  portals = new Map<string, { customer: string; returnUrl: string }>()
  events: Stripe.Event[] = []
  #count = 0
  /** Customers of two accounts have different ids, as at the vendor. */
  readonly #account = String(randomInt(1e8, 1e9))

  constructor(now: number) {
    this.now = now
  }

  newId(prefix: string): string {
    this.#count += 1
    return `${prefix}_emulated${this.#account}${String(this.#count).padStart(8, '0')}`
  }

  find<Kind>(map: Map<string, Kind>, id: string, kind: string): Kind {
    const found = map.get(id)
    if (!found) {
      throw missing(kind, id)
    }
    return found
  }

  customer(id: string): Customer {
    const found = this.find(this.customers, id, 'customer')
    if (found.isDeleted) {
      throw missing('customer', id)
    }
    return found
  }

  invoicesOf(customer: string): Invoice[] {
    return [...this.invoices.values()].filter((invoice) => invoice.customer === customer).reverse()
  }
}
