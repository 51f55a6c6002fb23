import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { confirmPassword } from '#identity/confirm_password'
import { authenticationOptions, personOfPasskey } from '#identity/second_factor/passkeys'
import { CONFIRMED_AT } from '#identity/session_keys'
import { confirmationValidator } from '#identity/validators/session_validator'

/** Whoever is signed in shows once more who they are, before something that is hard to undo. */
export default class ConfirmationController {
  async options(ctx: HttpContext) {
    return ctx.response.json(await authenticationOptions(ctx, ctx.auth.getUserOrFail()))
  }

  async store(ctx: HttpContext) {
    const { password, response } = await ctx.request.validateUsing(confirmationValidator)
    if (password === undefined) {
      await personOfPasskey(ctx, response, ctx.auth.getUserOrFail())
    } else if (!(await confirmPassword(ctx, password))) {
      throw new Refusal({
        code: 'E_WRONG_CREDENTIALS',
        status: 422,
        message: 'The password is wrong, so nothing was changed. Enter it again.',
      })
    }
    ctx.session.put(CONFIRMED_AT, Date.now())
    return ctx.response.json({ confirmed: true })
  }
}
