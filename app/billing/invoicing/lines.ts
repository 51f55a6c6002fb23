import type { DateTime } from 'luxon'
import { METER_WORDS } from '#billing/limits/plan_limit'
import { extraCents, shareOf } from '#billing/money/money'
import type { Period } from '#billing/plans/periods'
import type { Currency, Flow, Terms } from '#billing/plans/plan'

export type LineKind = 'plan' | 'pack' | 'unused' | 'remaining' | 'extra'

export interface InvoiceLine {
  kind: LineKind
  description: string
  quantity: number
  /** Before discount and tax; negative for time that was paid and not used. */
  cents: number
  from: string
  to: string
}

/** One position of a subscription: the plan itself, or a number of packs. */
export interface Item {
  key: string
  name: string
  kind: 'plan' | 'pack'
  unitCents: number
  quantity: number
}

export function itemsOf(terms: Terms, packs: Record<string, number>, currency: Currency): Item[] {
  const plan: Item = {
    key: `plan:${terms.plan}:${terms.version}`,
    ...{ name: terms.name, kind: 'plan', unitCents: terms.monthly?.[currency] ?? 0, quantity: 1 },
  }
  const added = Object.entries(packs)
    .filter(([name, count]) => count > 0 && terms.packs[name])
    .map(([name, quantity]): Item => {
      const unitCents = terms.packs[name].monthly[currency]
      return {
        key: `pack:${name}:${unitCents}`,
        name: packName(name),
        kind: 'pack',
        unitCents,
        quantity,
      }
    })
  return [plan, ...added]
}

const packName = (name: string) => `Pack of ${name}`

/** What a whole period costs ahead. Free positions are no lines. */
export function periodLines(items: Item[], period: Period): InvoiceLine[] {
  return items
    .filter(({ unitCents }) => unitCents > 0)
    .map(({ kind, name, quantity, unitCents }) => ({
      ...{ kind, description: name, quantity, cents: unitCents * quantity },
      ...daysOf(period),
    }))
}

/**
 * A change in the middle of a period: what is left of the old positions comes back, what is left of the new ones is
 * charged, by the second. Positions that stay as they are have no line.
 */
export function prorationLines(
  { before, after }: { before: Item[]; after: Item[] },
  period: Period,
  now: DateTime
): InvoiceLine[] {
  const whole = secondsBetween(period.start, period.end)
  const left = secondsBetween(now, period.end)
  const rest = daysOf({ start: now, end: period.end })
  const share = ({ unitCents, quantity }: Item) => shareOf(unitCents * quantity, left, whole)
  const line = (kind: LineKind, item: Item, cents: number): InvoiceLine => {
    const words = kind === 'unused' ? 'Unused time of' : 'Remaining time of'
    return { kind, description: `${words} ${item.name}`, quantity: item.quantity, cents, ...rest }
  }
  return [
    ...changed(before, after).map((item) => line('unused', item, -share(item))),
    ...changed(after, before).map((item) => line('remaining', item, share(item))),
  ].filter(({ cents }) => cents !== 0)
}

/** Positions of one list that the other one does not have in the same number. */
function changed(items: Item[], others: Item[]): Item[] {
  return items.filter(({ key, quantity }) =>
    others.every((other) => other.key !== key || other.quantity !== quantity)
  )
}

/** Extra usage of a period, afterwards. */
export function extraLines(
  charged: Partial<Record<Flow, number>>,
  { terms, currency, period }: { terms: Terms; currency: Currency; period: Period }
): InvoiceLine[] {
  const meters = Object.keys(charged) as Flow[]
  return meters.sort().map((meter) => {
    const quantity = charged[meter] ?? 0
    const cents = extraCents(quantity, terms.extra[meter]?.[currency] ?? 0)
    return {
      ...{
        kind: 'extra' as const,
        description: `Extra ${METER_WORDS[meter].many}`,
        quantity,
        cents,
      },
      ...daysOf(period),
    }
  })
}

const secondsBetween = (from: DateTime, to: DateTime) =>
  Math.max(0, Math.floor(to.toSeconds()) - Math.floor(from.toSeconds()))

const daysOf = ({ start, end }: Period) => ({ from: start.toISO()!, to: end.toISO()! })
