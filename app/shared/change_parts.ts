/** One part of a quotient: a campaign with its revenue above and its spend below. */
export interface QuotientPart {
  key: string
  above: { now: number; before: number }
  below: { now: number; before: number }
}

export interface PartEffect {
  key: string
  /** Through its own quotient, weighed as it weighs now. */
  rate: number
  /** Through its weight, by how far its quotient is from that of the whole. */
  mix: number
}

export interface ChangeParts {
  now: number
  before: number
  /** `rate` and `mix` add up to it. */
  change: number
  rate: number
  mix: number
  /** Strongest first; their effects add up to those of the whole. */
  parts: PartEffect[]
  /** How the amount above changed: by more or less below it, by the quotients of the parts and by their weights. These three add up. */
  amount: { change: number; volume: number; rate: number; mix: number }
}

/**
 * Why a quotient changed: because its parts do better or worse (rate), or because more weight lies on better or worse ones (mix). A part
 * that is new or ended has no quotient of its own before or now: its whole effect is mix. Null where there is nothing to divide by.
 */
export function changeParts(parts: QuotientPart[]): ChangeParts | null {
  const now = { above: sumOf(parts, 'above', 'now'), below: sumOf(parts, 'below', 'now') }
  const before = {
    above: sumOf(parts, 'above', 'before'),
    below: sumOf(parts, 'below', 'before'),
  }
  if (now.below <= 0 || before.below <= 0) {
    return null
  }
  const [quotient, earlier] = [now.above / now.below, before.above / before.below]
  const effects = parts.map((part) => effectOf(part, { now, before, earlier }))
  const rate = effects.reduce((sum, effect) => sum + effect.rate, 0)
  const mix = effects.reduce((sum, effect) => sum + effect.mix, 0)
  return {
    ...{ now: quotient, before: earlier, change: quotient - earlier, rate, mix },
    parts: effects.sort((one, other) => sizeOf(other) - sizeOf(one)),
    amount: {
      change: now.above - before.above,
      volume: (now.below - before.below) * earlier,
      rate: rate * now.below,
      mix: mix * now.below,
    },
  }
}

interface Whole {
  now: { below: number }
  before: { below: number }
  /** The quotient of the whole before. */
  earlier: number
}

function effectOf({ key, above, below }: QuotientPart, whole: Whole): PartEffect {
  const weight = below.now / whole.now.below - below.before / whole.before.below
  const change = above.now / whole.now.below - above.before / whole.before.below
  const total = change - weight * whole.earlier
  if (below.now === 0 || below.before === 0) {
    return { key, rate: 0, mix: total }
  }
  const mix = weight * (above.before / below.before - whole.earlier)
  return { key, rate: total - mix, mix }
}

const sizeOf = ({ rate, mix }: PartEffect) => Math.abs(rate + mix)

const sumOf = (parts: QuotientPart[], side: 'above' | 'below', at: 'now' | 'before') =>
  parts.reduce((sum, part) => sum + part[side][at], 0)
