import { hash } from 'node:crypto'
import type { TenantTransaction } from '#foundation'
import type { FileFormat } from '../reading/format.js'
import type { ColumnProfile } from '../typing/column_profile.js'
import type { Mapping } from './mapping.js'

/** The same columns in the same order are the same kind of file. */
export function headerSignature(columns: { name: string }[]): string {
  return hash('sha256', JSON.stringify(columns.map(({ name }) => name.toLowerCase())), 'hex')
}

/** What was chosen for a file with these columns before. */
export async function recallMapping(
  tenant: TenantTransaction,
  columns: ColumnProfile[]
): Promise<Mapping | undefined> {
  const { rows } = await tenant.query<{ mapping: Mapping }>(
    'SELECT mapping FROM import_mappings WHERE organization_id = $1 AND header_signature = $2',
    [tenant.organizationId, headerSignature(columns)]
  )
  return rows[0]?.mapping
}

/**
 * What was chosen before, for another file of the kind: how its dates are written and which day it is of are its own,
 * and what the catalogue has learned since is suggested unless a person took it away.
 */
export function withRemembered(suggested: Mapping, remembered: Mapping): Mapping {
  const columns = remembered.columns.map((column, index) => {
    const fresh = suggested.columns[index]
    const isNews = column.target === null && fresh.use === column.use && fresh.target !== null
    return isNews && column.refused !== fresh.target
      ? { ...column, target: fresh.target, unit: fresh.unit, dateStyle: fresh.dateStyle }
      : { ...column, dateStyle: fresh.dateStyle }
  })
  const isDated = columns.some(({ use }) => use === 'day')
  const fixedDay = isDated ? null : suggested.fixedDay
  return { ...remembered, columns, fixedDay, currency: suggested.currency }
}

/** Notes which suggestions a person did not want. */
export function withRefusals(mapping: Mapping, suggested: Mapping): Mapping {
  const columns = mapping.columns.map((column, index) => {
    const { target = null } = suggested.columns[index] ?? {}
    return column.target === null && target !== null ? { ...column, refused: target } : column
  })
  return { ...mapping, columns }
}

export async function rememberMapping(
  tenant: TenantTransaction,
  { mapping, format, now }: { mapping: Mapping; format: FileFormat; now: Date }
) {
  await tenant.query(
    `INSERT INTO import_mappings (organization_id, header_signature, format, mapping, updated_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organization_id, header_signature) DO UPDATE SET
       format = EXCLUDED.format, mapping = EXCLUDED.mapping, updated_at = EXCLUDED.updated_at`,
    [
      tenant.organizationId,
      headerSignature(mapping.columns),
      JSON.stringify(format),
      JSON.stringify(mapping),
      now,
    ]
  )
}
