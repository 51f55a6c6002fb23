import type { Page } from '#kit'
import type { SampleField } from '#mapping'
import type { DesignField } from './design.js'

/** A list that the answer holds, with what its fields are most likely used for. */
export interface AnswerList {
  path: string
  length: number
  /** The first records, for the preview. */
  records: unknown[]
  fields: SampleField[]
  /** Paths of the fields that every record has. */
  always: string[]
  proposed: DesignField[]
  page: Page
}

/** What a test call brought, as the wizard shows it. */
export interface LookedAtAnswer {
  host: string
  /** Null where nothing answered. */
  status: number | null
  bytes: number
  /** The beginning of the answer. */
  text: string
  /** Why nothing can be read from it, as a sentence; null where something can. */
  problem: string | null
  /** What a person should look at although the answer can be read. */
  notes: string[]
  lists: AnswerList[]
}
