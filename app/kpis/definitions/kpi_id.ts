const PREFIX = 'kpi_'
const MOST_LETTERS = 50

/**
 * "Profit per order" as `kpi_profit_per_order`, with a number behind it where that was ever used. The prefix keeps it apart from metrics of the
 * product, those of later versions included. A name without Latin letters is numbered.
 */
export function kpiId(label: string, taken: string[]): string {
  const plain = label.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')
  const words = plain.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  const stem = PREFIX + (words.replaceAll(/^_+|_+$/g, '').slice(0, MOST_LETTERS) || 'metric')
  let id = stem
  for (let number = 2; taken.includes(id); number++) {
    id = `${stem}_${number}`
  }
  return id
}
