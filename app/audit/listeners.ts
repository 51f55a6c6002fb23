import emitter from '@adonisjs/core/services/emitter'
import { withTenant } from '#foundation'
import { PersonSignedIn } from '#identity'
import { ActivityRecorded, findPlaceOf } from '#organizations'
import { openAuditChain } from '#audit/head'
import { recordAudit } from '#audit/actions/record_audit'

emitter.on(ActivityRecorded, async ({ tenant, activity }) => {
  const { actor, ...rest } = activity
  // The one moment at which a chain begins: a head that is missing later was taken away.
  if (rest.action === 'organization.created') {
    await openAuditChain(tenant)
  }
  await recordAudit(tenant, { ...rest, actorId: actor.id, ip: actor.ip })
})

/** A sign-in belongs to the person, so it is written down in the organization it leads to. */
emitter.on(PersonSignedIn, async ({ user, ip }) => {
  const { organization: opened } = await findPlaceOf(user)
  if (opened) {
    await withTenant(opened.id, (tenant) =>
      recordAudit(tenant, {
        actorId: user.id,
        action: 'session.opened',
        subject: `user:${user.id}`,
        ip,
      })
    )
  }
})
