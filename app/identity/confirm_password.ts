import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { SignIn } from '#identity/actions/sign_in'
import { knownDevice } from '#identity/known_device'
import { recordSecurityEvent } from '#identity/security_events'

/**
 * Whether this is the password of who is signed in. Goes through the limits of signing in: a stolen session is no way to guess
 * it. A wrong one is written down.
 */
export async function confirmPassword(ctx: HttpContext, password: string): Promise<boolean> {
  const { email, id } = ctx.auth.getUserOrFail()
  try {
    const from = { ip: ctx.request.ip(), device: knownDevice(ctx, email) }
    await new SignIn().execute({ email, password, ...from })
    return true
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'E_WRONG_CREDENTIALS') {
      throw error
    }
    await recordSecurityEvent(ctx, id, 'sign_in_failed')
    return false
  }
}
