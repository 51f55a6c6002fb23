import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@vinejs/vine'
import { Refusal } from '#foundation'
import type User from '#identity/models/user'
import { tellOfChange } from '#identity/tell_of_change'
import { openSession } from '#identity/open_session'
import { checkCode } from '#identity/second_factor/check_code'
import { secondFactorsOf } from '#identity/second_factor/factors'
import { mayUsePasskeys } from '#identity/second_factor/passkeys'
import {
  endPendingSignIn,
  pendingSignIn,
  pendingSignInOrFail,
} from '#identity/second_factor/pending_sign_in'
import { recordSecurityEvent } from '#identity/security_events'
import { tellOfLockOut } from '#identity/tell_of_lock_out'
import { codeValidator } from '#identity/validators/session_validator'

/** The second step of a sign-in, after a right password: a code of an app, a recovery code or a passkey. */
export default class SecondStepController {
  async create(ctx: HttpContext) {
    const pending = await pendingSignIn(ctx)
    if (!pending) {
      return ctx.response.redirect().status(303).toPath('/login')
    }
    const { hasAuthenticator, passkeys } = await secondFactorsOf(pending.user.id)
    return ctx.inertia.render('identity/second_step', {
      hasAuthenticator,
      hasPasskey: passkeys.length > 0 && mayUsePasskeys(ctx),
    })
  }

  async store(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(codeValidator)
    const { user, isBrief } = await pendingSignInOrFail(ctx)
    const verdict = await this.check(ctx, user, code)
    if (verdict === 'wrong') {
      await recordSecurityEvent(ctx, user.id, 'second_factor_failed')
      throw wrongCode()
    }
    if (verdict === 'recovery_code') {
      await tellOfChange(ctx, user.id, 'recovery_code_used')
    }
    endPendingSignIn(ctx)
    await openSession(ctx, user, { isBrief })
    return ctx.response.redirect().status(303).toIntended('/')
  }

  /** Whoever is blocked here knows the password, which its person should hear of. */
  private async check(ctx: HttpContext, { id, email }: User, code: string) {
    try {
      return await checkCode(id, code, new Date())
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_TOO_MANY_ATTEMPTS') {
        await tellOfLockOut(ctx, email)
      }
      throw error
    }
  }
}

/** For both places at which a code is typed. */
export function wrongCode() {
  return new errors.E_VALIDATION_ERROR([
    {
      field: 'code',
      rule: 'code',
      message:
        'This code is wrong, was used already, or the clock of the device is off by more than half a minute. Enter the next one.',
    },
  ])
}
