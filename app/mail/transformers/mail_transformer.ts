import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredMail } from '#mail/mailbox'

export default class MailTransformer extends BaseTransformer<StoredMail> {
  toObject() {
    const mail = this.pick(this.resource, ['id', 'to', 'from', 'subject', 'text', 'sentAt'])
    return { ...mail, attachments: (this.resource.attachments ?? []).map(({ name }) => name) }
  }
}
