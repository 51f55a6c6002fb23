/** Money is whole cents. Products go through bigint, because a float loses cents before it loses a warning. */

/** `numerator / denominator`, rounded half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? -1n : 1n
  const doubled = 2n * numerator * sign + denominator
  return Number((sign * doubled) / (2n * denominator))
}

/** The share of an amount that falls on a part of a whole, such as the seconds that are left of a month. */
export function shareOf(cents: number, part: number, whole: number): number {
  return divideRounded(BigInt(cents) * BigInt(part), BigInt(whole))
}

const MILLION = 1_000_000n

/** What extra usage costs, at cents per million. */
export function extraCents(quantity: number, centsPerMillion: number): number {
  return divideRounded(BigInt(quantity) * BigInt(centsPerMillion), MILLION)
}

/** How much extra usage an amount pays for; never more than that. */
export function affordable(cents: number, centsPerMillion: number): number {
  return Number((BigInt(Math.max(0, cents)) * MILLION) / BigInt(centsPerMillion))
}
