import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import PasswordReset from '#identity/models/password_reset'
import type User from '#identity/models/user'

/**
 * Sets a new password and ends every session and every open reset of the person. A session that somebody is
 * opening with the old password at this moment is older than `passwordChangedAt` and is refused.
 */
export class SetPassword {
  async execute(user: User, { password, now }: { password: string; now: DateTime }) {
    await db.transaction(async (trx) => {
      user.useTransaction(trx)
      await user.merge({ password, passwordChangedAt: now }).save()
      await PasswordReset.query({ client: trx }).where('user_id', user.id).delete()
      await trx.from('sessions').where('user_id', user.id).delete()
    })
  }
}
