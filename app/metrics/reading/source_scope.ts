import { slotExpression } from '#warehouse'
import type { Atom } from '../planning/plan.js'
import type { DayRange } from '../types.js'
import type { Parameters } from './parameters.js'

export interface SourceScope {
  organizationId: string
  range: DayRange
  /** Instant of a question about the past. */
  asOf: string | null
  /** Amounts are converted at the rate of each row's own day, so that sums of months are of no use. */
  isConverted?: boolean
  parameters: Parameters
}

/** What every reference to a table of the stream says. */
export interface Placeholders {
  organization: string
  stream: string
  between: string
  /** Keeps the rows of a table that no better source of the same account speaks for; empty where all are kept. */
  kept: (alias: string) => string
}

export function columns(atoms: Atom[], read: (slot: number) => string) {
  return atoms.map(({ slot }, index) => `, ${read(slot)} AS v${index}`).join('')
}

export const factNumber = (slot: number) => slotExpression('f', slot)
