import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { SignIn } from '#identity/actions/sign_in'
import { knownDevice } from '#identity/known_device'
import { signInOrAsk } from '#identity/second_factor/pending_sign_in'
import { offeredProviders } from '#identity/social/providers'
import { mayUsePasskeys } from '#identity/second_factor/passkeys'
import { recordFailedSignIn } from '#identity/security_events'
import { tellOfLockOut } from '#identity/tell_of_lock_out'
import { signInValidator } from '#identity/validators/session_validator'

export default class SessionController {
  async create(ctx: HttpContext) {
    const { auth, inertia, response } = ctx
    if (await auth.check()) {
      return response.redirect('/')
    }
    // Whoever stands here is signed out, perhaps in another tab: going back shows nothing from before.
    inertia.clearHistory()
    return inertia.render('identity/login', {
      mayUsePasskeys: mayUsePasskeys(ctx),
      providers: offeredProviders(),
    })
  }

  async store(ctx: HttpContext) {
    const {
      email,
      password,
      staysSignedIn = false,
    } = await ctx.request.validateUsing(signInValidator)
    const from = { ip: ctx.request.ip(), device: knownDevice(ctx, email) }
    const user = await this.signIn(ctx, { email, password, ...from })
    const isDone = await signInOrAsk(ctx, user, { isBrief: !staysSignedIn })
    const redirect = ctx.response.redirect().status(303)
    return isDone ? redirect.toIntended('/') : redirect.toPath('/login/second-step')
  }

  /** A wrong password is written down, for whoever it was tried on. */
  private async signIn(ctx: HttpContext, attempt: Parameters<SignIn['execute']>[0]) {
    try {
      return await new SignIn().execute(attempt)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_WRONG_CREDENTIALS') {
        await recordFailedSignIn(ctx, attempt.email)
      }
      if (error instanceof Refusal && error.code === 'E_TOO_MANY_ATTEMPTS') {
        await tellOfLockOut(ctx, attempt.email)
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
