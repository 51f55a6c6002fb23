import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredLetter } from '#letters/mailbox'

export default class LetterTransformer extends BaseTransformer<StoredLetter> {
  toObject() {
    return this.pick(this.resource, ['id', 'to', 'from', 'subject', 'text', 'sentAt'])
  }
}
