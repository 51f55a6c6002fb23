/** Rows and columns of values: a heat map, or cohorts by their age. */
export type CellRow = {
  label: string
  /** Such as how many a cohort began with. */
  note?: string
  values: (number | null)[]
}

/** At most so much of the colour below figures, so that they keep their contrast in both themes. */
export const BELOW_FIGURES_PERCENT = 60
const WHOLE_PERCENT = 100
const FAINTEST_PERCENT = 6

export type Shades = {
  low: number
  high: number
  /** Values on both sides of zero: below it has a colour of its own. */
  isTwoSided: boolean
  of: (value: number | null) => string | undefined
}

/** How strongly each cell is coloured: by its place between the lowest and the highest, or by its distance from zero. */
export function shadesOf(rows: CellRow[], strongest = WHOLE_PERCENT): Shades {
  const known = rows.flatMap(({ values }) => values).filter((value) => value !== null)
  const [low, high] = extent(known)
  const isTwoSided = low < 0 && high > 0
  const reach = Math.max(Math.abs(low), Math.abs(high))
  const share = (value: number) =>
    isTwoSided ? Math.abs(value) / reach : high === low ? 1 : (value - low) / (high - low)
  return {
    low,
    high,
    isTwoSided,
    of: (value) =>
      value === null
        ? undefined
        : shade(share(value), { strongest, tone: isTwoSided && value < 0 ? 2 : 1 }),
  }
}

/** The colour of a share between 0 and 1, mixed into the surface below it. */
export function shade(share: number, { strongest = WHOLE_PERCENT, tone = 1 } = {}): string {
  const percent = FAINTEST_PERCENT + share * (strongest - FAINTEST_PERCENT)
  return `color-mix(in oklab, var(--chart-${tone}) ${percent.toFixed(1)}%, var(--qd-surface))`
}

/** Without spreading: there can be more values than a call takes arguments. */
function extent(values: number[]): [number, number] {
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as [number, number],
    [values[0] ?? 0, values[0] ?? 0]
  )
}
