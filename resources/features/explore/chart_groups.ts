import { isBrokenDown, isKnown, type Catalogue, type MetricResult } from '../metrics/answers.js'

/** More charts than this beside each other are read by no one; the table shows the rest. */
const MOST_CHARTS = 4

/** Which metrics stand in one chart: those of one unit, or each by itself where the lines are values of a breakdown. */
export function chartGroups(result: MetricResult, metrics: Catalogue[]): Catalogue[][] {
  const drawable = metrics.filter(({ id }) => hasNumbers(result, id))
  const shown = drawable.length > 0 ? drawable : metrics.slice(0, 1)
  const groups = isBrokenDown(result)
    ? shown.map((metric) => [metric])
    : [...Map.groupBy(shown, ({ unit }) => unit).values()]
  return groups.slice(0, MOST_CHARTS)
}

/** Of numbers that belong to points in time only. */
export function hasNoTotal(result: MetricResult | null, id: string): boolean {
  const total = result?.totals[id]
  return total?.status === 'unavailable' && total.reason === 'no_total'
}

/** A metric that nothing is known of would be an empty frame. */
function hasNumbers({ series, totals }: MetricResult, id: string): boolean {
  return (
    isKnown(totals, id) ||
    series.some(({ points }) => points.some(({ values }) => isKnown(values, id)))
  )
}
