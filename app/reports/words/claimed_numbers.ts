import type { Metric, MetricResult } from '#metrics'
import type { Drawn } from '#shared/drawn_state'
import { resultOf } from '#reports/files/answered_sections'
import { decimalsOf, figureText, percentText, type Figure, type Known } from './figures.js'
import type { Claim } from './sentence.js'

/** What sentences are made from, and checked against. */
export interface Told {
  metrics: Metric[]
  answers: Record<string, Drawn<MetricResult>>
}

type MetricChange = NonNullable<MetricResult['comparison']>['changes'][string]
type Where = Omit<Claim, 'shown'>

/** The number that a claim stands for, written as a sentence writes it; null where there is none. */
export function claimText(told: Told, where: Where): string | null {
  const sides = sidesOf(told, where)
  if (!sides) {
    return null
  }
  const [current, earlier] = sides
  const decimals = decimalsOf(told.metrics, where.metric, current.unit)
  const change = { ...current, value: current.value - earlier.value }
  switch (where.of) {
    case 'current':
      return figureText(current, decimals)
    case 'earlier':
      return figureText(earlier, decimals)
    case 'percent':
      return earlier.value === 0
        ? null
        : percentText((100 * change.value) / Math.abs(earlier.value))
    default:
      return figureText(change, decimals)
  }
}

/** Now and before, over what both periods cover. */
export function sidesOf(
  { answers }: Told,
  { section, metric, row }: Pick<Where, 'section' | 'metric' | 'row'>
): [current: Known, earlier: Known] | null {
  const result = resultOf(answers[section])
  const changes = row === undefined ? result?.comparison?.changes : rowOf(result, row)?.changes
  return knownSides(changes?.[metric])
}

function knownSides(change: MetricChange | undefined): [current: Known, earlier: Known] | null {
  return change?.state === 'whole' && isKnown(change.current) && isKnown(change.earlier)
    ? [change.current, change.earlier]
    : null
}

const rowOf = (result: MetricResult | null, row: string) =>
  result?.series.find(({ keys }) => JSON.stringify(keys) === row)

const isKnown = (figure: Figure): figure is Known => figure.status === 'available'
