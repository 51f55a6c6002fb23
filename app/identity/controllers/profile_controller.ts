import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@vinejs/vine'
import { SetPassword } from '#identity/actions/set_password'
import { confirmPassword } from '#identity/confirm_password'
import { openSession } from '#identity/open_session'
import { recordSecurityEvent } from '#identity/security_events'
import { changePasswordValidator, profileValidator } from '#identity/validators/session_validator'

/** A person's own name, time zone and password. */
export default class ProfileController {
  async update({ auth, request, response, session }: HttpContext) {
    const { fullName, timeZone } = await request.validateUsing(profileValidator)
    await auth.getUserOrFail().merge({ fullName, timeZone }).save()
    session.flash('toast', { tone: 'success', message: 'Your profile was saved.' })
    return response.redirect().status(303).back()
  }

  async updatePassword(ctx: HttpContext) {
    const user = ctx.auth.getUserOrFail()
    const form = await ctx.request.validateUsing(changePasswordValidator)
    if (!(await confirmPassword(ctx, form.currentPassword))) {
      throw wrongPassword()
    }
    await new SetPassword().execute(user, { password: form.password, now: DateTime.utc() })
    await recordSecurityEvent(ctx, user.id, 'password_changed')
    await openSession(ctx, user)
    ctx.session.flash('toast', {
      tone: 'success',
      message: 'Your password was changed, and your other sessions were signed out.',
    })
    return ctx.response.redirect().status(303).back()
  }
}

function wrongPassword() {
  return new errors.E_VALIDATION_ERROR([
    {
      field: 'currentPassword',
      rule: 'currentPassword',
      message: 'The current password is wrong, so nothing was changed. Enter it again.',
    },
  ])
}
