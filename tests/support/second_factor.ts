import { Secret, TOTP } from 'otpauth'
import type User from '#identity/models/user'
import {
  beginAuthenticator,
  confirmAuthenticator,
  waitingSecret,
} from '#identity/second_factor/authenticator'

/** A person's authenticator app, in use since five minutes ago, and the code that it shows at a moment. */
export async function givenAuthenticator({ id }: User) {
  await beginAuthenticator(id)
  const secret = (await waitingSecret(id))!
  const codeAt = (moment: Date) =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: moment.getTime() })
  const before = new Date(Date.now() - 300_000)
  await confirmAuthenticator(id, codeAt(before), before)
  return { secret, codeAt }
}
