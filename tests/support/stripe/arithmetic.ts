/** The emulator's own arithmetic. It shares nothing with the application, so that agreement means something. */

const PLACES = 12

/** `cents` may have up to twelve places; the product with a whole quantity is rounded to the nearest cent. */
export function amountOf(cents: string, quantity: number): number {
  const [whole, fraction = ''] = cents.split('.')
  const scaled = BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES)) * BigInt(quantity)
  const unit = 10n ** BigInt(PLACES)
  return Number((scaled * 2n + unit) / (2n * unit))
}

/** `amount × part / whole`, halves away from zero. */
export function part(amount: number, portion: number, whole: number): number {
  const size = BigInt(Math.abs(amount)) * BigInt(portion)
  const rounded = Number((size * 2n + BigInt(whole)) / (2n * BigInt(whole)))
  return amount < 0 ? -rounded : rounded
}

export const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

/** The same day of the month so many months later, or the last one of a shorter month, in UTC. */
export function monthsLater(anchor: number, months: number): number {
  const day = new Date(anchor * 1_000)
  const last = new Date(
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 0)
  ).getUTCDate()
  const moved = new Date(day)
  moved.setUTCDate(1)
  moved.setUTCMonth(day.getUTCMonth() + months)
  moved.setUTCDate(Math.min(day.getUTCDate(), last))
  return moved.getTime() / 1_000
}

/** The end of the month that begins at `start`, by the anchor. */
export function periodEnd(anchor: number, start: number): number {
  let months = 0
  while (monthsLater(anchor, months) <= start) {
    months += 1
  }
  return monthsLater(anchor, months)
}
