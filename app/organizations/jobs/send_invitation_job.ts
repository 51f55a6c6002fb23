import { DateTime } from 'luxon'
import { defineJob, withTenant } from '#foundation'
import { SendInvitation } from '#organizations/actions/send_invitation'

export const sendInvitationJob = defineJob<{ organizationId: string; invitationId: string }>({
  name: 'organizations.send_invitation',
  queueClass: 'mail',
  run: (job) =>
    withTenant(job.payload.organizationId, async (tenant) => {
      const { invitationId } = job.payload
      await new SendInvitation().execute(tenant, { invitationId, now: DateTime.utc() })
      await job.completeIn(tenant)
    }),
})
