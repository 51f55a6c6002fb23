import type { TenantTransaction } from '#foundation'
import { readPath } from '#shared/expressions/paths'
import { openDelivery, type WaitingDelivery } from '../landing/waiting_delivery.js'
import { fieldsIn, type SampleField } from '#mapping'

/** What a person chooses from. */
export interface Sample {
  /** Where lists of records are in the body; `$` is the whole of it. */
  lists: string[]
  records: string
  fields: SampleField[]
}

/** The fields of the latest delivery of a source, to choose from; null where none has arrived. */
export async function sampleOf(
  tenant: TenantTransaction,
  connectionId: string,
  records?: string
): Promise<Sample | null> {
  const { rows } = await tenant.query<WaitingDelivery>(
    `SELECT id, received_at AS "receivedAt", attempts, headers, query, body FROM webhook_deliveries
     WHERE organization_id = $1 AND connection_id = $2 AND body IS NOT NULL
     ORDER BY received_at DESC, id DESC LIMIT 1`,
    [tenant.organizationId, connectionId]
  )
  if (rows.length === 0) {
    return null
  }
  const { body } = await openDelivery(rows[0])
  const lists = listsIn(body)
  const chosen = records !== undefined && lists.includes(records) ? records : lists[0]
  return { lists, records: chosen, fields: fieldsIn(recordAt(body, chosen)) }
}

/** Lists of records first: whoever sends one means its elements. */
function listsIn(body: unknown): string[] {
  const inner = isRecord(body)
    ? Object.entries(body).flatMap(([name, value]) => (isListOfRecords(value) ? [name] : []))
    : []
  return [...inner.filter((name) => !name.includes('.')), '$']
}

function recordAt(body: unknown, path: string): unknown {
  const found = readPath(body, path)
  return Array.isArray(found) ? found[0] : found
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isListOfRecords = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord)
