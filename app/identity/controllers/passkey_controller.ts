import type { HttpContext } from '@adonisjs/core/http'
import { forgetCodesWithoutFactor, recoveryCodesForFirst } from '#identity/second_factor/factors'
import {
  registerPasskey,
  registrationOptions,
  removePasskey,
} from '#identity/second_factor/passkeys'
import { tellOfChange } from '#identity/tell_of_change'
import { newPasskeyValidator } from '#identity/validators/session_validator'

/** The passkeys of who is signed in. */
export default class PasskeyController {
  async options(ctx: HttpContext) {
    return ctx.response.json(await registrationOptions(ctx, ctx.auth.getUserOrFail()))
  }

  /** Answers recovery codes where this is the first factor: the only moment at which they can be read. */
  async store(ctx: HttpContext) {
    const user = ctx.auth.getUserOrFail()
    const { name, response } = await ctx.request.validateUsing(newPasskeyValidator)
    await registerPasskey(ctx, user, { name, response })
    await tellOfChange(ctx, user.id, 'passkey_added')
    return ctx.response.json({ codes: await recoveryCodesForFirst(user.id) })
  }

  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    if (await removePasskey(id, ctx.params.id)) {
      await forgetCodesWithoutFactor(id)
      await tellOfChange(ctx, id, 'passkey_removed')
    }
    return ctx.response.redirect().status(303).back()
  }
}
