import { DateTime } from 'luxon'
import { defineJob, withTenant } from '#foundation'
import { SendAccessRequest } from '../actions/request_access.js'
import { SEND_REQUEST } from '../sync_names.js'

export const sendAccessRequestJob = defineJob<{ organizationId: string; requestId: string }>({
  ...SEND_REQUEST,
  queueClass: 'mail',
  run: ({ payload: { organizationId, requestId }, completeIn }) =>
    withTenant(organizationId, async (tenant) => {
      await new SendAccessRequest().execute(tenant, { requestId, now: DateTime.utc() })
      await completeIn(tenant)
    }),
})
