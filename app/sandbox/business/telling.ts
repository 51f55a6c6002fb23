import type { SampleBusiness, SampleRow } from '#kit'

/** What a series is made from. */
export interface Telling {
  business: SampleBusiness
  seed: string
  /** A full hour: who asks for rows and then for their total gets one answer. */
  now: Date
  /** Another series of the same moment. */
  read(name: string): SampleRow[]
}

/** One list of records that vendors' wires serve in their own words. */
export interface Series {
  about: string
  /** Field → what it is, for the table in docs/plugin-developers.md. */
  fields: Record<string, string>
  rows(telling: Telling): SampleRow[]
}
