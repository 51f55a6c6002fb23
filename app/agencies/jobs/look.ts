import { DateTime } from 'luxon'
import { defineJob, enqueue, withTenant } from '#foundation'
import { Organization } from '#organizations'
import { LookAtClients } from '../actions/look_at_clients.js'

const LOOK = { name: 'agencies.look' }

/** What needs attention at the clients of one agency, before anybody opens the page. */
export const lookAtClientsJob = defineJob<{ agencyId: string }>({
  ...LOOK,
  queueClass: 'maintenance',
  waiting: 'onePerKey',
  concurrency: 1,
  async run({ payload: { agencyId } }) {
    const { rows } = await withTenant(
      agencyId,
      (tenant) =>
        tenant.query<{ id: string }>(
          'SELECT client_id AS id FROM agency_clients WHERE organization_id = $1 AND ended_at IS NULL',
          [agencyId]
        ),
      { readOnly: true }
    )
    const clientIds = rows.map(({ id }) => id)
    await new LookAtClients().execute({ agencyId, clientIds, question: null, now: DateTime.utc() })
  },
})

export const lookAtAllClientsJob = defineJob({
  name: 'agencies.schedule',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/10 * * * *',
  async run() {
    for (const { id: agencyId } of await Organization.query()
      .where('isAgency', true)
      .select('id')) {
      await enqueue(LOOK, { agencyId }, { singletonKey: agencyId })
    }
  },
})
