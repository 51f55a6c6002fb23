import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { SendPasswordReset } from '#identity/actions/send_password_reset'

/** Enqueued for unknown addresses too, with an id of nobody, so that both answers take the same time. */
export const sendPasswordResetJob = defineJob<{ userId: string }>({
  name: 'identity.send_password_reset',
  queueClass: 'mail',
  run: ({ payload }) =>
    new SendPasswordReset().execute({ userId: payload.userId, now: DateTime.utc() }),
})
