import type { ChosenField } from '#mapping'
import type { Sample } from './mapping/sample_of.js'

/** What a person chooses from, and what was chosen before. */
export interface FieldChoices {
  /** Null while nothing has arrived. */
  sample: Sample | null
  chosen: ChosenField[]
  metrics: { id: string; label: string }[]
}
