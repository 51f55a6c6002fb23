import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'
import { isSignedIn } from '#identity/is_signed_in'

/**
 * Lets signed-in people pass. Others are sent to the sign-in page and come back to where they wanted
 * to go; a caller that asked for JSON, and a page that is still open, get a 401.
 */
export default class SignedInMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (await isSignedIn(ctx)) {
      return next()
    }
    if (this.wantsJson(ctx)) {
      throw unauthenticated(
        'You are not signed in, or your session has ended. Sign in and try again.'
      )
    }
    this.rememberTarget(ctx)
    if (this.staysOpen(ctx)) {
      throw unauthenticated(
        'Your session has ended, so nothing was changed. Sign in and try again.'
      )
    }
    ctx.session.flash('toast', {
      tone: 'notice',
      message: 'Please sign in to continue. You will come back to where you were.',
    })
    return ctx.response.redirect().status(303).toPath('/login')
  }

  private wantsJson({ request }: HttpContext) {
    return !request.header('x-inertia') && request.accepts(['html', 'json']) === 'json'
  }

  /** A page that sent a form, or asks for news of itself: led elsewhere, it would lose what was typed into it. */
  private staysOpen({ request, session }: HttpContext) {
    const isAnswer = request.method() !== 'GET' || session.flashMessages.has('inputErrorsBag')
    const isNews = Boolean(request.header('x-inertia-partial-component'))
    return Boolean(request.header('x-inertia')) && (isAnswer || isNews)
  }

  private rememberTarget({ request, session }: HttpContext) {
    if (request.method() === 'GET') {
      session.setIntendedUrl(request.url(true))
    }
  }
}

const unauthenticated = (message: string) =>
  new Refusal({ code: 'E_UNAUTHENTICATED', status: 401, message })
