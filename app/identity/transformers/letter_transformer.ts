import { BaseTransformer } from '@adonisjs/core/transformers'
import type { StoredLetter } from '#foundation'

export default class LetterTransformer extends BaseTransformer<StoredLetter> {
  toObject() {
    return this.pick(this.resource, ['id', 'to', 'from', 'subject', 'text', 'sentAt'])
  }
}
