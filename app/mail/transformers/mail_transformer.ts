import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredMail } from '#mail/mailbox'

export default class MailTransformer extends BaseTransformer<StoredMail> {
  toObject() {
    return this.pick(this.resource, ['id', 'to', 'from', 'subject', 'text', 'sentAt'])
  }
}
