import { Refusal, type TenantTransaction } from '#foundation'
import type { Grain } from './typing/calendar.js'

const PLURALS: Record<Grain, string> = {
  day: 'days',
  week: 'weeks',
  month: 'months',
  quarter: 'quarters',
  year: 'years',
}

/** Rows of a source stand for one kind of period: a month beside its days would count them twice. */
export async function assertSameGrain(
  tenant: TenantTransaction,
  { connectionId, grain }: { connectionId: string; grain: Grain }
): Promise<void> {
  const { rows } = await tenant.query<{ grain: Grain }>(
    `SELECT mapping ->> 'grain' AS grain FROM imports
     WHERE organization_id = $1 AND connection_id = $2 AND mapping ? 'grain'
       AND state IN ('queued', 'running', 'finished')
     ORDER BY created_at DESC LIMIT 1`,
    [tenant.organizationId, connectionId]
  )
  const known = rows[0]?.grain ?? grain
  if (known !== grain) {
    throw new Refusal({
      code: 'E_SOURCE_GRAIN',
      status: 409,
      message: `The rows of this source stand for ${PLURALS[known]}, and those of this file for ${PLURALS[grain]}: together they would be counted twice. Import the file into a new source.`,
    })
  }
}
