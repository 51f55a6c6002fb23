/** One step that people pass. */
export type FunnelStep = { label: string; value: number | null }

export type DrawnStep = FunnelStep & {
  /** Width of the bar beside the widest one, in percent. */
  width: number
  /** Of those in the first step, in percent; null where either is unknown. */
  ofFirst: number | null
  /** Of those in the step before; null for the first one. */
  ofPrevious: number | null
}

/** Share of the first step and of the one before. A later step can be larger: then it is no funnel, and the shares say so. */
export function drawnSteps(steps: FunnelStep[]): DrawnStep[] {
  const widest = Math.max(0, ...steps.map(({ value }) => value ?? 0))
  return steps.map((step, place) => ({
    ...step,
    width: widest > 0 ? (Math.max(0, step.value ?? 0) / widest) * 100 : 0,
    ofFirst: percentOf(step.value, steps[0].value),
    ofPrevious: place === 0 ? null : percentOf(step.value, steps[place - 1].value),
  }))
}

function percentOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : (part / whole) * 100
}
