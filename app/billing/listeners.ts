import emitter from '@adonisjs/core/services/emitter'
import { DateTime } from 'luxon'
import { ActivityRecorded } from '#organizations'
import { holdMembers } from '#billing/limits/members'
import { holdSubscription } from '#billing/subscriptions/subscription'

/** Places are judged after they were filled, in the same transaction: refusing takes them back. */
emitter.on(ActivityRecorded, async ({ tenant, activity }) => {
  switch (activity.action) {
    case 'organization.created':
      // The trial is written down, so that its length stays what it was when it began.
      return void (await holdSubscription(tenant))
    case 'member.invited':
    case 'invitation.accepted':
      return holdMembers(tenant, DateTime.utc())
  }
})
