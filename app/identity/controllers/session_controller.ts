import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { SignIn } from '#identity/actions/sign_in'
import { knownDevice } from '#identity/known_device'
import { openSession } from '#identity/open_session'
import { recordFailedSignIn } from '#identity/security_events'
import { signInValidator } from '#identity/validators/session_validator'

export default class SessionController {
  async create({ auth, inertia, response }: HttpContext) {
    if (await auth.check()) {
      return response.redirect('/')
    }
    // Whoever stands here is signed out, perhaps in another tab: going back shows nothing from before.
    inertia.clearHistory()
    return inertia.render('identity/login', {})
  }

  async store(ctx: HttpContext) {
    const {
      email,
      password,
      staysSignedIn = false,
    } = await ctx.request.validateUsing(signInValidator)
    const from = { ip: ctx.request.ip(), device: knownDevice(ctx, email) }
    const user = await this.signIn(ctx, { email, password, ...from })
    await openSession(ctx, user, { isBrief: !staysSignedIn })
    return ctx.response.redirect().status(303).toIntended('/')
  }

  /** A wrong password is written down, for whoever it was tried on. */
  private async signIn(ctx: HttpContext, attempt: Parameters<SignIn['execute']>[0]) {
    try {
      return await new SignIn().execute(attempt)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_WRONG_CREDENTIALS') {
        await recordFailedSignIn(ctx, attempt.email)
      }
      throw error
    }
  }

  async destroy({ auth, response, session }: HttpContext) {
    await auth.use('web').logout()
    session.clear()
    session.regenerate()
    return response.redirect().status(303).toPath('/login')
  }
}
