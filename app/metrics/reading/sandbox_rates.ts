import type { DayRange } from '../types.js'

/** Made-up rates, for the made-up amounts of sandbox sources. */
export interface SandboxRates {
  /** Who made them up, as provenance names it. */
  source: string
  /** Units of the currency that one euro buys on a day. */
  rates: { day: string; currency: string; perEuro: number }[]
}

const NONE = (): SandboxRates => ({ source: '', rates: [] })
let reader: (range: DayRange) => SandboxRates = NONE

/**
 * Whoever makes up the sandbox (`sandbox`, which stands above this context) registers its rates here at boot. They
 * convert amounts of sandbox sources only and are stored nowhere, so that no real amount can ever meet them.
 */
export function provideSandboxRates(read: (range: DayRange) => SandboxRates) {
  reader = read
}

export const sandboxRates = (range: DayRange) => reader(range)
