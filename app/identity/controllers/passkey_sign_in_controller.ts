import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { networkOf } from '#shared/network'
import { openSession } from '#identity/open_session'
import { authenticationOptions, personOfPasskey } from '#identity/second_factor/passkeys'
import { endPendingSignIn, pendingSignIn } from '#identity/second_factor/pending_sign_in'
import { passkeyValidator } from '#identity/validators/session_validator'

const LIMIT = { requests: 60, duration: '15 mins' } as const

/** Signing in with a passkey: by itself, since it verifies its owner, or as the second step after a password. */
export default class PasskeySignInController {
  async options(ctx: HttpContext) {
    const pending = await pendingSignIn(ctx)
    return ctx.response.json(await authenticationOptions(ctx, pending?.user))
  }

  async store(ctx: HttpContext) {
    const { response, staysSignedIn = true } = await ctx.request.validateUsing(passkeyValidator)
    await limiter.use(LIMIT).consume(`passkey:network:${networkOf(ctx.request.ip())}`)
    const pending = await pendingSignIn(ctx)
    const user = await personOfPasskey(ctx, response, pending?.user)
    endPendingSignIn(ctx)
    await openSession(ctx, user, { isBrief: pending?.isBrief ?? !staysSignedIn })
    return ctx.response.json({ to: ctx.session.pullIntendedUrl() ?? '/' })
  }
}
