import type { HttpContext } from '@adonisjs/core/http'
import { isConfirmed } from '#identity/middleware/confirmed_middleware'
import { wrongCode } from '#identity/controllers/second_step_controller'
import {
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  waitingSecret,
} from '#identity/second_factor/authenticator'
import {
  forgetCodesWithoutFactor,
  recoveryCodesForFirst,
  secondFactorsOf,
} from '#identity/second_factor/factors'
import { mayUsePasskeys } from '#identity/second_factor/passkeys'
import { renewRecoveryCodes } from '#identity/second_factor/recovery_codes'
import { provisioningUri } from '#identity/second_factor/totp'
import { linkedProviders } from '#identity/social/linked_accounts'
import { offeredProviders } from '#identity/social/providers'
import { tellOfChange } from '#identity/tell_of_change'
import { codeValidator } from '#identity/validators/session_validator'

/** A person's second factors. Recovery codes are in the one answer that makes them. */
export default class SecondFactorController {
  show(ctx: HttpContext) {
    return this.render(ctx)
  }

  async begin({ auth, response }: HttpContext) {
    await beginAuthenticator(auth.getUserOrFail().id)
    return response.redirect().status(303).back()
  }

  async confirm(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const { code } = await ctx.request.validateUsing(codeValidator)
    if (!(await confirmAuthenticator(id, code.replaceAll(/\s/g, ''), new Date()))) {
      throw wrongCode()
    }
    await tellOfChange(ctx, id, 'authenticator_added')
    return this.render(ctx, await recoveryCodesForFirst(id))
  }

  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    if (await removeAuthenticator(id)) {
      await forgetCodesWithoutFactor(id)
      await tellOfChange(ctx, id, 'authenticator_removed')
    }
    return ctx.response.redirect().status(303).back()
  }

  async renewCodes(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const codes = await renewRecoveryCodes(id)
    await tellOfChange(ctx, id, 'recovery_codes_renewed')
    return this.render(ctx, codes)
  }

  private async render(ctx: HttpContext, codes: string[] = []) {
    const { id, email } = ctx.auth.getUserOrFail()
    const { passkeys, ...factors } = await secondFactorsOf(id)
    const secret = isConfirmed(ctx) ? await waitingSecret(id) : undefined
    return ctx.inertia.render('identity/second_factors', {
      ...factors,
      passkeys: passkeys.map(({ id: passkeyId, name, createdAt, lastUsedAt }) => ({
        id: passkeyId,
        name,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      mayUsePasskeys: mayUsePasskeys(ctx),
      providers: await this.providers(id),
      isConfirmed: isConfirmed(ctx),
      setup: secret ? { secret, uri: provisioningUri(secret, email) } : null,
      codes,
    })
  }

  private async providers(userId: string) {
    const linked = await linkedProviders(userId)
    return offeredProviders().map(({ id, name }) => {
      const account = linked.find(({ provider }) => provider === id)
      return { id, name, isLinked: Boolean(account), email: account?.email ?? null }
    })
  }
}
