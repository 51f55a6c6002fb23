import type { MeasuredGroups } from './measured_groups.js'
import type { RollupShape } from '#shared/rollup_shapes'

/** Sums are worth keeping where they are so much fewer than the facts. */
const MOST_SHARE = 1 / 4
/** Of sums that tell only some dimensions, which take a join to make. */
const MOST_PARTIAL_SHARE = 1 / 8
/** Each shape costs a little of every roll-up. */
const MOST_SHAPES = 8

type Chosen = Omit<RollupShape, 'id'>

/**
 * What sums to keep of a stream, by the measured size of each. All dimensions in one where that is small; else as many as
 * combine to few values (country and device, but not the order number), and each of the others that is small alone.
 */
export function chooseShapes(measured: MeasuredGroups, dimensions: string[]): Chosen[] {
  const share = (groups: number) => groups / Math.max(1, measured.facts)
  const whole: Chosen[] = [
    { period: 'day', byEntity: false, dimensions: null, share: share(measured.dayBreakdowns) },
    { period: 'day', byEntity: true, dimensions: [], share: share(measured.dayEntities) },
    {
      period: 'month',
      byEntity: true,
      dimensions: null,
      share: share(measured.monthEntityBreakdowns),
    },
  ]
  const paying = whole.filter((shape) => shape.share <= MOST_SHARE)
  const hasEveryDimension = (period: Chosen['period']) =>
    paying.some((shape) => shape.period === period && shape.dimensions === null)
  const partial = (['day', 'month'] as const).flatMap((period) =>
    hasEveryDimension(period) ? [] : partialShapes(measured, dimensions, period)
  )
  return [...paying, ...partial].slice(0, MOST_SHAPES)
}

function partialShapes(
  measured: MeasuredGroups,
  dimensions: string[],
  period: Chosen['period']
): Chosen[] {
  const shareOf = (kept: number[]) =>
    valueCount(measured, kept, period) / measured.combinations.length
  const fewestFirst = dimensions
    .map((_, place) => ({ place, share: shareOf([place]) }))
    .filter(({ share }) => share <= MOST_PARTIAL_SHARE)
    .sort((one, other) => one.share - other.share)
  const together: number[] = []
  for (const { place } of fewestFirst) {
    if (shareOf([...together, place]) <= MOST_PARTIAL_SHARE) {
      together.push(place)
    }
  }
  const alone = fewestFirst.filter(({ place }) => !together.includes(place))
  return [together, ...alone.map(({ place }) => [place])]
    .filter((kept) => kept.length > 0)
    .map((kept) => ({
      period,
      byEntity: false,
      dimensions: kept.map((place) => dimensions[place]),
      share: (shareOf(kept) * measured.dayBreakdowns) / Math.max(1, measured.facts),
    }))
}

function valueCount({ combinations }: MeasuredGroups, kept: number[], period: Chosen['period']) {
  const found = new Set<string>()
  for (const { day, currency, values } of combinations) {
    const at = period === 'day' ? day : ''
    found.add(JSON.stringify([at, currency, ...kept.map((place) => values[place])]))
  }
  return found.size
}
