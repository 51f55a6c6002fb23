import type { ChosenField } from '#mapping'
import type { Relation } from './stored_stream.js'

/** Everything that the form of a table shows. */
export interface TableForm {
  /** Tables and views to choose from. */
  relations: { schema: string; name: string; kind: string }[]
  from: Relation | null
  /** Null until something was chosen. */
  sample: {
    columns: { name: string; kind: string }[]
    rows: (string | null)[][]
    isKeyKnown: boolean
  } | null
  title: string
  fields: ChosenField[]
  metrics: { id: string; label: string }[]
  /** Why the database could not be looked at. */
  fault: string | null
}
