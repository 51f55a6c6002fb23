/** What a period will have used at its end, with the span that it falls into 95 times of 100. */
export interface Forecast {
  expected: number
  low: number
  high: number
}

/** 97.5th percentile of the normal distribution. */
const Z = 1.96

/**
 * Goes on as the complete days of the period did: mean per day times the days that are left. The span grows with the
 * differences between days. Null before two days are complete, because one day tells nothing of the next.
 */
export function forecast(used: number, days: number[], daysLeft: number): Forecast | null {
  if (days.length < 2) {
    return null
  }
  const mean = days.reduce((sum, day) => sum + day, 0) / days.length
  const variance = days.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (days.length - 1)
  // Each day differs by itself, and the mean is only as sure as the number of days that it comes from.
  const spread = Z * Math.sqrt(variance * daysLeft * (1 + daysLeft / days.length))
  const expected = used + mean * daysLeft
  return {
    expected: Math.round(expected),
    low: Math.round(Math.max(used, expected - spread)),
    high: Math.round(expected + spread),
  }
}
