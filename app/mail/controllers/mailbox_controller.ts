import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { isMailboxOpen } from '#mail/is_mailbox_open'
import { listStoredMails } from '#mail/mailbox'
import MailTransformer from '#mail/transformers/mail_transformer'

/** What would have been mailed, on installations without a mail server. */
export default class MailboxController {
  async index({ inertia, request }: HttpContext) {
    if (!(await isMailboxOpen(request))) {
      throw new Refusal({
        code: 'E_NOT_FOUND',
        status: 404,
        message: 'This page does not exist. Check the address.',
      })
    }
    const mails = await listStoredMails()
    return inertia.render('identity/mailbox', { mails: MailTransformer.transform(mails) })
  }
}
