import { defineJob } from '#foundation'
import { MAIL_QUEUE, type Occasion } from '#billing/mails/announce_changes'
import { SendBillingMail } from '#billing/mails/send_billing_mail'

export const sendBillingMailJob = defineJob<{
  organizationId: string
  occasion: string
  about: string
}>({
  ...MAIL_QUEUE,
  queueClass: 'mail',
  run: ({ payload: { organizationId, occasion, about } }) =>
    new SendBillingMail().execute(organizationId, { occasion: occasion as Occasion, about }),
})
