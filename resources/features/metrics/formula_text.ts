import type { Metric } from '#metrics/catalogue/types'
import { labelOf } from './names.js'

/** How numbers that are read and not computed come together. */
const STORED: Partial<Record<Metric['kind'], string>> = {
  additive: 'Sum of all rows',
  semi_additive: 'Last value of each period, not summed over time',
  unique: 'Distinct count, not additive',
  extreme: 'Highest or lowest value of all rows',
}

/** A metric id; one with other characters than letters stands in brackets. */
const ID = /\[([^\]]+)\]|[a-z_][a-z0-9_]*/g
const WHOLE_PERCENT = /^percent\((?!.*percent\()(.*)\)$/

/** `percent(clicks / impressions)` as "Clicks ÷ Impressions, in percent". */
export function formulaText(
  known: { id: string; label: string }[],
  metric: Pick<Metric, 'kind'>,
  formula: string
): string {
  return STORED[metric.kind] ?? readable(known, formula)
}

function readable(known: { id: string; label: string }[], formula: string): string {
  const inner = WHOLE_PERCENT.exec(formula)?.[1]
  if (inner !== undefined) {
    return `${readable(known, inner)}, in percent`
  }
  return formula
    .replaceAll(' * ', ' × ')
    .replaceAll(' / ', ' ÷ ')
    .replaceAll(ID, (written, bracketed: string | undefined) =>
      written === 'percent' ? written : labelOf(known, bracketed ?? written)
    )
}
