import type { Currency, Flow, Terms } from '#billing/plans/plan'
import { FLOWS } from '#billing/plans/plan'

/** One price at the provider, named by what it means, so that it is made once and found again. */
export interface WantedPrice {
  key: string
  /** Product that carries it on invoices. */
  product: { id: string; name: string }
  /** Cents, with places where extra usage costs less than one. */
  unitAmount: string
  currency: string
  meter: Flow | null
}

const PLACES = 6

/** Cents per million as cents per one. */
export function centsPerUnit(centsPerMillion: number): string {
  const digits = String(centsPerMillion).padStart(PLACES + 1, '0')
  const fraction = digits.slice(-PLACES).replace(/0+$/, '')
  const whole = digits.slice(0, -PLACES)
  return fraction ? `${whole}.${fraction}` : whole
}

export function planPrice(
  { plan, version, name, monthly }: Terms,
  currency: Currency
): WantedPrice {
  return {
    key: `plan.${plan}.${version}.${currency}`,
    product: { id: `quarterdeck_plan_${plan}`, name: `Quarterdeck ${name}` },
    unitAmount: String(monthly![currency]),
    currency,
    meter: null,
  }
}

export function packPrice(terms: Terms, pack: string, currency: Currency): WantedPrice {
  const cents = terms.packs[pack].monthly[currency]
  return {
    key: `pack.${pack}.${cents}.${currency}`,
    product: { id: `quarterdeck_pack_${pack}`, name: `Quarterdeck pack of ${pack}` },
    unitAmount: String(cents),
    currency,
    meter: null,
  }
}

export function extraPrice(terms: Terms, meter: Flow, currency: Currency): WantedPrice {
  const rate = terms.extra[meter]![currency]
  return {
    key: `extra.${meter}.${rate}.${currency}`,
    product: {
      id: `quarterdeck_extra_${meter}`,
      name: `Quarterdeck extra ${meter.replaceAll('_', ' ')}`,
    },
    unitAmount: centsPerUnit(rate),
    currency,
    meter,
  }
}

/** Everything that a subscription with these terms and packs consists of at the provider. */
export function wantedItems(terms: Terms, packs: Record<string, number>, currency: Currency) {
  const flows = FLOWS.filter((flow) => terms.extra[flow])
  return [
    { price: planPrice(terms, currency), quantity: 1 },
    ...Object.entries(packs).map(([pack, quantity]) => ({
      price: packPrice(terms, pack, currency),
      quantity,
    })),
    ...flows.map((flow) => ({ price: extraPrice(terms, flow, currency), quantity: undefined })),
  ]
}

export type WantedItem = ReturnType<typeof wantedItems>[number]

const KINDS = ['plan', 'pack', 'extra'] as const

/** What the key of a price says; null for one that is not ours. */
export function readPriceKey(key: string | null) {
  const [wanted, name, value] = (key ?? '').split('.')
  const kind = KINDS.find((known) => known === wanted)
  return kind ? { kind, name, value: Number(value) } : null
}
