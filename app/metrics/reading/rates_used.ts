import type { RateUse } from '../types.js'
import type { RateTable } from './exchange_rates.js'

/** The rates that amounts of one currency were converted at. */
export interface RatedAmounts {
  currency: string
  firstDay: string
  lastDay: string
  lowest: number
  highest: number
}

/** Which rates an answer used, for the person who checks it: of days with rows, not of the whole range. */
export function ratesUsed(table: RateTable | null, rated: RatedAmounts[]): RateUse[] {
  if (!table) {
    return []
  }
  const foreign = rated.filter(({ currency }) => currency !== table.target)
  const byCurrency = [...Map.groupBy(foreign, ({ currency }) => currency)].sort()
  return byCurrency.map(([from, uses]) => ({
    from,
    to: table.target,
    firstDay: uses.map(({ firstDay }) => firstDay).sort()[0],
    lastDay: uses
      .map(({ lastDay }) => lastDay)
      .sort()
      .at(-1)!,
    lowest: Math.min(...uses.map(({ lowest }) => lowest)),
    highest: Math.max(...uses.map(({ highest }) => highest)),
    source: table.source,
  }))
}
