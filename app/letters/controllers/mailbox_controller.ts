import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { isMailboxOpen, listStoredLetters } from '#letters/mailbox'
import LetterTransformer from '#letters/transformers/letter_transformer'

/** What would have been mailed, on installations without a mail server. */
export default class MailboxController {
  async index({ inertia }: HttpContext) {
    if (!isMailboxOpen()) {
      throw new Refusal({
        code: 'E_NOT_FOUND',
        status: 404,
        message: 'There is no such page here. Check the address.',
      })
    }
    const letters = await listStoredLetters()
    return inertia.render('identity/mailbox', { letters: LetterTransformer.transform(letters) })
  }
}
