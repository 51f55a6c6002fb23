import type { DateTime } from 'luxon'
import { SetPassword } from '#identity/actions/set_password'
import PasswordReset from '#identity/models/password_reset'
import type User from '#identity/models/user'
import { linkExpired } from '#identity/queries/find_password_reset'
import { hashLinkToken } from '#shared/link_token'

interface Reset {
  token: string
  password: string
  now: DateTime
}

/** Uses a link up and sets the password. Of two requests with one link, exactly one gets through. */
export class ResetPassword {
  async execute(user: User, { token, password, now }: Reset) {
    const [used] = await PasswordReset.query()
      .where('token_hash', hashLinkToken(token))
      .where('user_id', user.id)
      .where('expires_at', '>', now.toJSDate())
      .delete()
    if (Number(used) !== 1) {
      throw linkExpired()
    }
    user.emailVerifiedAt ??= now
    await new SetPassword().execute(user, { password, now })
  }
}
