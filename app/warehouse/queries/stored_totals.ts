import type { TenantTransaction } from '#foundation'
import type { EntityReference, Slot } from '#shared/records'
import { slotExpression } from '../slots.js'
import { onlyBelow } from '../batch/below.js'

export interface TotalsQuestion {
  streamId: string
  /** First and last day, `YYYY-MM-DD`, both included. */
  from: string
  to: string
  /** Only entities below this one, for example one account of the connection. */
  ancestor?: EntityReference
}

export interface StoredTotals {
  currency: string | null
  rows: number
  /** Sums of the additive numbers by metric; null where no row gave one. Money in micros. */
  sums: Record<string, number | null>
}

interface StreamFacts {
  connection_id: string
  slots: Slot[]
}

/** What do the stored facts of a window add up to, by currency? Read from the facts, not the roll-ups. */
export async function storedTotals(
  tenant: TenantTransaction,
  question: TotalsQuestion
): Promise<StoredTotals[]> {
  const key = [tenant.organizationId, question.streamId]
  const { rows } = await tenant.query<StreamFacts>(
    'SELECT connection_id, slots FROM source_streams WHERE organization_id = $1 AND id = $2',
    key
  )
  if (rows.length === 0) {
    return []
  }
  const { slots, connection_id: connectionId } = rows[0]
  const below = onlyBelow(connectionId, question.ancestor, 5)
  const values = [...key, question.from, question.to, ...below.values]
  const totals = await tenant.query<StoredTotals>(totalsStatement(slots, below.text), values)
  return totals.rows
}

function totalsStatement(slots: Slot[], below: string): string {
  const sums = slots.flatMap((slot, index) =>
    slot.aggregation === 'sum' ? [`${quoted(slot.metric)}, sum(${slotExpression('f', index)})`] : []
  )
  return `
    SELECT f.currency, count(*)::int AS rows, jsonb_build_object(${sums.join(', ')}) AS sums
    FROM facts f
    WHERE f.organization_id = $1 AND f.stream_id = $2 AND f.day BETWEEN $3::date AND $4::date ${below}
    GROUP BY f.currency ORDER BY f.currency`
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
