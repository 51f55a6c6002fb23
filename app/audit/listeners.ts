import emitter from '@adonisjs/core/services/emitter'
import { ActivityRecorded } from '#organizations'
import { recordAudit } from '#audit/actions/record_audit'

emitter.on(ActivityRecorded, async ({ tenant, activity }) => {
  const { actor, ...rest } = activity
  await recordAudit(tenant, { ...rest, actorId: actor.id, ip: actor.ip })
})
