import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { sentNotice } from '#mail'
import { RequestPasswordReset } from '#identity/actions/request_password_reset'
import { ResetPassword } from '#identity/actions/reset_password'
import { knownDevice } from '#identity/known_device'
import { signInOrAsk } from '#identity/second_factor/pending_sign_in'
import { recordSecurityEvent } from '#identity/security_events'
import { findPasswordReset } from '#identity/queries/find_password_reset'
import {
  forgotPasswordValidator,
  resetPasswordValidator,
} from '#identity/validators/session_validator'

export default class PasswordResetController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/forgot_password', {})
  }

  async store(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { email } = await request.validateUsing(forgotPasswordValidator)
    const device = knownDevice(ctx, email)
    await new RequestPasswordReset().execute({ email, ip: request.ip(), device })
    const message = `If ${email} belongs to an account, a link was sent to it within the last hour. Each link works for one hour.`
    session.flash('toast', await sentNotice(request, message))
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
    await recordSecurityEvent(ctx, user.id, 'password_changed')
    const isDone = await signInOrAsk(ctx, user)
    ctx.session.flash('toast', {
      tone: 'success',
      message: 'Your password was changed, and your other sessions were signed out.',
    })
    const redirect = ctx.response.redirect().status(303)
    return redirect.toPath(isDone ? '/' : '/login/second-step')
  }
}
