import type { SlotUnit } from '#shared/records'

/** Metrics of the catalogue that a column's name means, offered in the wizard and never taken silently. */
const CANONICAL: [pattern: RegExp, metric: string, unit: SlotUnit][] = [
  [/^(?:cost|spend|ad ?spend|amount spent.*|kosten|ausgaben)$/i, 'spend', 'currency'],
  [/^(?:impr\.?|impressions|impressionen)$/i, 'impressions', 'count'],
  [/^(?:clicks?|link clicks|klicks|clics)$/i, 'clicks', 'count'],
  [/^(?:conversions?|conv\.?)$/i, 'conversions', 'count'],
  [/^(?:revenue|umsatz|turnover|net sales)$/i, 'revenue', 'currency'],
  [/^(?:orders?|bestellungen|purchases)$/i, 'orders', 'count'],
  [/^(?:sessions?|visits?)$/i, 'sessions', 'count'],
]

export function offeredMetric(name: string): { metric: string; unit: SlotUnit } | undefined {
  const found = CANONICAL.find(([pattern]) => pattern.test(name.trim()))
  return found && { metric: found[1], unit: found[2] }
}
