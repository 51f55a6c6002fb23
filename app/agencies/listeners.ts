import emitter from '@adonisjs/core/services/emitter'
import { enqueue } from '#foundation'
import { ActivityRecorded } from '#organizations'
import { askForSync } from './delegations.js'
import { SYNC_AGENCY } from './sync_names.js'

const MOVES = new Set([
  'invitation.accepted',
  'member.left',
  'member.removed',
  'member.role_changed',
  'ownership.transferred',
])

/** Who works at an agency decides who has a place at its clients; who owns a client decides whether its agency stands in. */
emitter.on(ActivityRecorded, async ({ tenant, activity }) => {
  if (!MOVES.has(activity.action)) {
    return
  }
  const { organizationId: id } = tenant
  const { rows } = await tenant.query<{ agencyId: string | null }>(
    `SELECT agency_id AS "agencyId" FROM delegations WHERE organization_id = $1 AND ended_at IS NULL
     UNION ALL
     SELECT NULL WHERE EXISTS (SELECT FROM agency_clients WHERE organization_id = $1 AND ended_at IS NULL)`,
    [id]
  )
  for (const { agencyId } of rows) {
    await (agencyId === null
      ? enqueue(SYNC_AGENCY, { agencyId: id }, { within: tenant, singletonKey: id })
      : askForSync(tenant, { agencyId, clientId: id }))
  }
})
