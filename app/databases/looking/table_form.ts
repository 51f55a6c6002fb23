import { databaseOf, type Connection } from '#connections'
import { withTenant } from '#foundation'
import { surroundingsOf, targetsIn, type ChosenField } from '#mapping'
import { VendorFailure } from '#reading'
import type { Relation, StoredStream } from '../stored_stream.js'
import { proposeFields } from './propose_fields.js'

const LONGEST_CELL = 80

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

/** Everything the form of a table shows: asked of the database, outside of transactions. */
export async function tableForm(
  source: Connection,
  from: Relation | null,
  stored: StoredStream | null = null
): Promise<TableForm> {
  const { catalogue } = await withTenant(source.organizationId, surroundingsOf, { readOnly: true })
  const metrics = targetsIn(catalogue).map(({ id, label }) => ({ id, label }))
  const chosen = { from, title: stored?.choice.title ?? titleOf(from), metrics }
  const empty = { ...chosen, relations: [], sample: null, fields: stored?.choice.fields ?? [] }
  try {
    return await databaseOf(source, async (look) => {
      const relations = await look.relations()
      const sample = from && (await look.sample(from))
      if (!sample) {
        return { ...empty, relations, fault: null }
      }
      const { columns, primaryKey } = sample
      const known = { columns, primaryKey, metrics: new Set(metrics.map(({ id }) => id)) }
      const fields = stored?.choice.fields ?? proposeFields(known)
      const rows = sample.rows.map((row) => row.map((cell) => cell?.slice(0, LONGEST_CELL) ?? null))
      const shown = { columns, rows, isKeyKnown: primaryKey.length > 0 }
      return { ...chosen, relations, fields, sample: shown, fault: null }
    })
  } catch (error) {
    if (error instanceof VendorFailure) {
      return { ...empty, fault: error.message }
    }
    throw error
  }
}

const titleOf = (from: Relation | null) => {
  const name = from && 'table' in from ? from.table.name.replaceAll('_', ' ') : ''
  return name === '' ? '' : name[0].toUpperCase() + name.slice(1)
}
