import { DateTime } from 'luxon'
import { defineJob, enqueue, withTenant } from '#foundation'
import { SyncClient } from '../actions/sync_client.js'
import { SYNC_AGENCY, SYNC_CLIENT } from '../sync_names.js'

export const syncClientJob = defineJob<{ agencyId: string; clientId: string }>({
  ...SYNC_CLIENT,
  queueClass: 'maintenance',
  waiting: 'onePerKey',
  groupConcurrency: 1,
  run: ({ payload, completeIn }) =>
    new SyncClient().execute(payload, { now: DateTime.utc(), done: completeIn }),
})

/** After somebody joined, left or changed at an agency: every client it has. */
export const syncAgencyJob = defineJob<{ agencyId: string }>({
  ...SYNC_AGENCY,
  queueClass: 'maintenance',
  waiting: 'onePerKey',
  run: ({ payload: { agencyId }, completeIn }) =>
    withTenant(agencyId, async (tenant) => {
      const { rows } = await tenant.query<{ clientId: string }>(
        'SELECT client_id AS "clientId" FROM agency_clients WHERE organization_id = $1 AND ended_at IS NULL',
        [agencyId]
      )
      for (const { clientId } of rows) {
        const singletonKey = `${agencyId} ${clientId}`
        await enqueue(
          SYNC_CLIENT,
          { agencyId, clientId },
          { within: tenant, group: clientId, singletonKey }
        )
      }
      await completeIn(tenant)
    }),
})
