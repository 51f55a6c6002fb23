import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { TellOfChange, WarnOfSignIn } from '#identity/actions/warn_of_sign_in'
import { forgetOldSecurityRows } from '#identity/security_events'

export const warnOfSignInJob = defineJob<{ eventId: string }>({
  name: 'identity.warn_of_sign_in',
  queueClass: 'mail',
  run: ({ payload }) => new WarnOfSignIn().execute({ eventId: payload.eventId }),
})

export const tellOfChangeJob = defineJob<{ eventId: string }>({
  name: 'identity.tell_of_change',
  queueClass: 'mail',
  run: ({ payload }) => new TellOfChange().execute({ eventId: payload.eventId }),
})

export const forgetSecurityRowsJob = defineJob({
  name: 'identity.forget_security_rows',
  queueClass: 'maintenance',
  cron: '20 3 * * *',
  run: () => forgetOldSecurityRows(DateTime.utc()),
})
