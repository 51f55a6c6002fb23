import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { forgetOldSignUps, SendSignUpLink } from '#organizations/actions/send_sign_up_link'

export const sendSignUpLinkJob = defineJob<{ pendingId: string }>({
  name: 'organizations.send_sign_up_link',
  queueClass: 'mail',
  run: ({ payload }) => new SendSignUpLink().execute({ pendingId: payload.pendingId }),
})

export const forgetSignUpsJob = defineJob({
  name: 'organizations.forget_sign_ups',
  queueClass: 'maintenance',
  cron: '40 3 * * *',
  run: () => forgetOldSignUps(DateTime.utc()),
})
