import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { SendEmailVerification } from '#identity/actions/send_email_verification'

export const sendEmailVerificationJob = defineJob<{ userId: string }>({
  name: 'identity.send_email_verification',
  queueClass: 'mail',
  run: ({ payload }) =>
    new SendEmailVerification().execute({ userId: payload.userId, now: DateTime.utc() }),
})
