import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'
import { SIGNED_IN_AT } from '#identity/session_keys'

/**
 * Lets signed-in people pass. Others are sent to the sign-in page and come back to where they wanted
 * to go; a caller that asked for JSON gets a 401.
 */
export default class SignedInMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (await this.isSignedIn(ctx)) {
      return next()
    }
    if (this.wantsJson(ctx)) {
      throw new Refusal({
        code: 'E_UNAUTHENTICATED',
        status: 401,
        message: 'You are not signed in, or your session has ended. Sign in and try again.',
      })
    }
    this.rememberTarget(ctx)
    return ctx.response.redirect().status(303).toPath('/login')
  }

  /** A session that is older than the password's last change is over, wherever it was opened. */
  private async isSignedIn({ auth, session }: HttpContext) {
    const signedIn = await auth.check()
    if (!signedIn) {
      return false
    }
    const since = session.get(SIGNED_IN_AT)
    const changedAt = auth.getUserOrFail().passwordChangedAt.toMillis()
    if (typeof since === 'number' && since < changedAt) {
      await auth.use('web').logout()
      return false
    }
    return true
  }

  private wantsJson({ request }: HttpContext) {
    return !request.header('x-inertia') && request.accepts(['html', 'json']) === 'json'
  }

  private rememberTarget({ request, session }: HttpContext) {
    if (request.method() === 'GET') {
      session.setIntendedUrl(request.url(true))
    }
    session.flash('toast', {
      tone: 'notice',
      message: 'Please sign in to continue. You will come back to where you were.',
    })
  }
}
