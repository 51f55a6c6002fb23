import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { sentNotice } from '#mail'
import { signInOrAsk, RequestEmailVerification } from '#identity'
import { networkOf } from '#shared/network'
import { BeginSignUp } from '#organizations/actions/begin_sign_up'
import { CompleteSignUp } from '#organizations/actions/complete_sign_up'
import { signUpRule } from '#config/sign_up'
import { SignUp } from '#organizations/actions/sign_up'
import { signUpValidator } from '#organizations/validators/organization_validator'

/** One household or office may make several accounts; nobody makes them by the hundred. */
const LIMIT = { requests: 20, duration: '1 hour' } as const

export default class SignUpController {
  async create({ auth, inertia, response }: HttpContext) {
    if (await auth.check()) {
      return response.redirect('/')
    }
    return inertia.render('identity/signup', {})
  }

  async store(ctx: HttpContext) {
    const account = await ctx.request.validateUsing(signUpValidator)
    const ip = ctx.request.ip()
    await limiter.use(LIMIT).consume(`sign-up:network:${networkOf(ip)}`)
    if (signUpRule.isConfirmedFirst) {
      return this.begin(ctx, account)
    }
    const user = await new SignUp().execute({ ...account, ip })
    await new RequestEmailVerification().execute(user)
    await signInOrAsk(ctx, user, { isFirst: true })
    return ctx.response.redirect().status(303).toIntended('/')
  }

  /** The link of the mail. */
  async confirm({ params, request, response, session }: HttpContext) {
    const now = DateTime.utc()
    const { email } = await new CompleteSignUp().execute({
      token: params.token,
      ip: request.ip(),
      now,
    })
    const message = `Your account for ${email} was created. Sign in with the password you chose.`
    session.flash('toast', { tone: 'success', message })
    return response.redirect().status(303).toPath('/login')
  }

  /** Says the same of every address. */
  private async begin(ctx: HttpContext, account: Parameters<BeginSignUp['execute']>[0]) {
    await new BeginSignUp().execute(account, DateTime.utc())
    const message = `We sent a mail to ${account.email}. Open the link in it within a day to go on.`
    ctx.session.flash('toast', await sentNotice(ctx.request, message))
    return ctx.response.redirect().status(303).toPath('/login')
  }
}
