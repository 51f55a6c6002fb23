/** Where ranges end, from bad to good or the other way round: each with what it is called. */
export type ScaleBand = { upTo: number; label: string }

/** A value beside its own target, the compared period and its ranges. */
export type Bullet = {
  label: string
  value: number | null
  target: number | null
  earlier?: number | null
  bands?: ScaleBand[]
  format: (value: number) => string
}

export type TargetScale = {
  low: number
  high: number
  /** Place of a value between the ends, 0 to 1; what lies beyond them stands at the end. */
  share: (value: number) => number
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** A scale that holds the value, what it should reach and the ranges around it, and ends at a round number. */
export function targetScale(
  value: number | null,
  target: number | null,
  bands: ScaleBand[] = []
): TargetScale {
  const held = [value ?? 0, target ?? 0, ...bands.map(({ upTo }) => upTo)]
  const lowest = Math.min(...held)
  const low = lowest < 0 ? -roundUp(-lowest) : 0
  const highest = Math.max(...held)
  const isTopBand = bands.length > 0 && highest === bands.at(-1)!.upTo
  const high = isTopBand ? highest : roundUp(highest) || 1
  return {
    low,
    high,
    share: (at) => Math.min(1, Math.max(0, (at - low) / (high - low))),
  }
}

function roundUp(value: number): number {
  if (value <= 0) {
    return 0
  }
  const power = 10 ** Math.floor(Math.log10(value))
  const step = STEPS.find((candidate) => candidate * power >= value) ?? 10
  return step * power
}

/** A piece of a half circle around (50, 50), from one share of it to another, as the path of a stroke. */
export function arcPath(from: number, to: number, radius: number): string {
  const [start, end] = [from, to].map((share) => {
    const angle = Math.PI * (1 - share)
    const [x, y] = [50 + radius * Math.cos(angle), 50 - radius * Math.sin(angle)]
    return `${x.toFixed(2)} ${y.toFixed(2)}`
  })
  return `M${start}A${radius} ${radius} 0 0 1 ${end}`
}
