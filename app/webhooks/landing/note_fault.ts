import { withTenant } from '#foundation'
import { MOST_ATTEMPTS } from '../limits.js'
import type { HookedSource } from './open_source.js'
import type { Place } from './waiting_delivery.js'

/** Counts a try that ended in a mistake of ours; after some the delivery waits for a person instead of for the queue. */
export async function noteFault({ organizationId }: HookedSource, { id }: Place, now: Date) {
  await withTenant(organizationId, (tenant) =>
    tenant.query(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, code = 'E_INTERNAL',
         outcome = CASE WHEN attempts + 1 >= $3 THEN 'failed' ELSE outcome END,
         settled_at = CASE WHEN attempts + 1 >= $3 THEN $4::timestamptz END,
         reason = CASE WHEN attempts + 1 >= $3
           THEN 'Something went wrong on our side, several times. The delivery is kept: replay it later, or give support its id.'
           ELSE 'Something went wrong on our side. The delivery is kept and retried automatically.' END
       WHERE organization_id = $1 AND id = $2`,
      [organizationId, id, MOST_ATTEMPTS, now]
    )
  )
}
