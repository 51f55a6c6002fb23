import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { RequestPasswordReset } from '#identity/actions/request_password_reset'
import { ResetPassword } from '#identity/actions/reset_password'
import { openSession } from '#identity/open_session'
import { findPasswordReset } from '#identity/queries/find_password_reset'
import {
  forgotPasswordValidator,
  resetPasswordValidator,
} from '#identity/validators/session_validator'

export default class PasswordResetController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/forgot_password', {})
  }

  async store({ request, response, session }: HttpContext) {
    const { email } = await request.validateUsing(forgotPasswordValidator)
    await new RequestPasswordReset().execute({ email, ip: request.ip() })
    session.flash('toast', {
      tone: 'notice',
      message: `If ${email} belongs to an account, a link is on its way. It works for one hour.`,
    })
    return response.redirect().status(303).toPath('/login')
  }

  async edit({ params, inertia, response }: HttpContext) {
    const user = await findPasswordReset(params.token, DateTime.utc())
    response.header('referrer-policy', 'same-origin')
    return inertia.render('identity/reset_password', { email: user.email })
  }

  async update(ctx: HttpContext) {
    const now = DateTime.utc()
    const user = await findPasswordReset(ctx.params.token, now)
    const { password } = await ctx.request.validateUsing(resetPasswordValidator)
    await new ResetPassword().execute(user, { token: ctx.params.token, password, now })
    await openSession(ctx, user)
    ctx.session.flash('toast', {
      tone: 'success',
      message: 'Your password is changed, and every other session of yours has ended.',
    })
    return ctx.response.redirect().status(303).toPath('/')
  }
}
