import { tells, type RollupShape } from '#shared/rollup_shapes'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { SourceStream } from '../reading/read_streams.js'
import type { DayRange, Grain } from '../types.js'
import { answersDimension, isWrittenByRow } from './answers_dimension.js'

/** Which kept sums answer a part, each exact: where neither does, its rows are added up. */
export interface Rollups {
  /** Of whole months, where amounts need no rate of their own day. */
  month: RollupShape | null
  /** Of days; `whole` are the sums that tell nothing but the currency, which every stream has. */
  day: RollupShape | 'whole' | null
}

export const NO_ROLLUPS: Rollups = { month: null, day: null }

/** Grains that whole months add up to. */
const OF_MONTHS = new Set(['total', 'month', 'quarter', 'year'])
/** Dimensions that are read off the day of a row. */
const OF_DAYS = new Set(['day_of_week', 'month_of_year'])

interface Asked {
  grain: Grain
  wanted: DimensionDefinition[]
}

/** The smallest sums of a stream that still tell what is asked. */
export function rollupsFor(stream: SourceStream, { grain, wanted }: Asked): Rollups {
  if (grain === 'hour') {
    return NO_ROLLUPS
  }
  const answered = wanted.filter((dimension) => answersDimension(stream, dimension))
  const needed = neededOf(stream, answered)
  const isWhole = !needed.entity && needed.dimensions.length === 0
  const isByMonth = !isWhole && OF_MONTHS.has(grain) && !answered.some(({ id }) => OF_DAYS.has(id))
  return {
    day: isWhole ? 'whole' : smallest(stream, 'day', needed),
    month: isByMonth ? smallest(stream, 'month', needed) : null,
  }
}

function neededOf(stream: SourceStream, answered: DimensionDefinition[]) {
  const written = answered.filter((dimension) => isWrittenByRow(stream, dimension))
  const others = answered.filter((dimension) => !written.includes(dimension))
  return {
    entity: others.some(({ kind }) => kind === 'entity'),
    dimensions: written.map(({ id }) => id),
  }
}

function smallest(
  { rollups }: SourceStream,
  period: RollupShape['period'],
  needed: ReturnType<typeof neededOf>
): RollupShape | null {
  const enough = rollups.filter((shape) => shape.period === period && tells(shape, needed))
  return enough.sort((one, other) => one.share - other.share).at(0) ?? null
}

/** The whole months of a range, as days; null where it has none. */
export function wholeMonths({ from, to }: DayRange): DayRange | null {
  const first = from.endsWith('-01') ? from : firstOfNext(from)
  const afterLast = firstOfNext(to)
  const end = dayBefore(afterLast) === to ? to : dayBefore(`${to.slice(0, 7)}-01`)
  return first <= end ? { from: first, to: end } : null
}

function firstOfNext(day: string): string {
  const [year, month] = day.split('-').map(Number)
  return isoDay(Date.UTC(year, month, 1))
}

const DAY_MS = 86_400_000
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)
const dayBefore = (day: string) => isoDay(Date.parse(day) - DAY_MS)
