export type Packs = Record<string, number>

export type Subscription = {
  state: 'trial' | 'free' | 'paid' | 'late' | 'paused'
  plan: string
  planName: string
  chosenPlan: string | null
  chosenPlanName: string | null
  packs: Packs
  currency: string
  /** Before discount and tax; null where it was agreed on. */
  monthlyCents: number | null
  periodStart: string
  periodEnd: string
  until: string | null
  next: { planName: string; packs: Packs } | null
  cancels: boolean
  coupon: { code: string; percentOff: number; endsAt: string | null } | null
  capCents: number
  balanceCents: number
  isCollecting: boolean
  collector: string
  hasPortal: boolean
}

export type Forecast = { expected: number; low: number; high: number }

export type MeterUsage = {
  meter: string
  label: string
  used: number
  limit: number | null
  forecast: Forecast | null
  isExtended: boolean
}

export type UsageOverview = {
  meters: MeterUsage[]
  extraCents: number
  nextInvoice: { expectedCents: number; lowCents: number; highCents: number } | null
}

export type Pack = { name: string; adds: number; label: string; monthlyCents: number }

export type Plan = {
  plan: string
  name: string
  monthlyCents: number | null
  included: { meter: string; label: string; amount: number | null }[]
  packs: Pack[]
}

export type Line = {
  kind: string
  description: string
  quantity: number
  cents: number
  from: string
  to: string
}

export type Quote =
  | { status: 'refused'; message: string }
  | {
      status: 'priced'
      plan: string
      planName: string
      packs: Packs
      starts: 'now' | 'trial_end' | 'period_end'
      startsAt: string
      lines: Line[]
      monthlyCents: number
      subtotalCents: number
      discountCents: number
      totalCents: number
      balanceCents: number
      dueCents: number
    }

export type Invoice = {
  id: string
  number: string | null
  status: string
  currency: string
  lines: Line[]
  discountCents: number
  taxCents: number
  totalCents: number
  balanceCents: number
  dueCents: number
  creditedCents: number
  hostedUrl: string | null
  issuedAt: string
}

export type Profile = {
  legalName: string | null
  email: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  taxId: string | null
}
