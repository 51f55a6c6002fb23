import type { MinorUnits } from './money.js'

const ISO_4217: MinorUnits = {}

let inUse = ISO_4217

/**
 * Expressions compiled meanwhile count in these units: `minorToMicros` belongs to the vendor whose manifest calls it. Compiling
 * never waits, so that nothing else is compiled in between.
 */
export function countingIn<Compiled>(
  units: MinorUnits | undefined,
  compile: () => Compiled
): Compiled {
  const before = inUse
  inUse = units ?? ISO_4217
  try {
    return compile()
  } finally {
    inUse = before
  }
}

/** The units of what is being compiled. */
export const minorUnitsInUse = (): MinorUnits => inUse
