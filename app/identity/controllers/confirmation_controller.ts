import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { confirmPassword } from '#identity/confirm_password'
import { CONFIRMED_AT } from '#identity/session_keys'
import { confirmationValidator } from '#identity/validators/session_validator'

/** Whoever is signed in shows once more who they are, before something that is hard to undo. */
export default class ConfirmationController {
  async store(ctx: HttpContext) {
    const { password } = await ctx.request.validateUsing(confirmationValidator)
    if (!(await confirmPassword(ctx, password))) {
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
