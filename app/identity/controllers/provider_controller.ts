import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { SignInWithProvider } from '#identity/actions/sign_in_with_provider'
import { isSignedIn } from '#identity/is_signed_in'
import { openSession } from '#identity/open_session'
import { signInOrAsk } from '#identity/second_factor/pending_sign_in'
import { accountOfAnswer } from '#identity/social/account_of_answer'
import { linkAccount, unlinkAccounts } from '#identity/social/linked_accounts'
import { openProvider } from '#identity/social/providers'
import { tellOfChange } from '#identity/tell_of_change'

const LINKING = 'linking_provider'
const LINKING_LIFETIME_MS = 10 * 60_000

interface Linking {
  provider: string
  userId: string
  at: number
}

/** Signing in with an account of another provider, and linking one to one's own. */
export default class ProviderController {
  async redirect(ctx: HttpContext) {
    ctx.session.forget(LINKING)
    await openProvider(ctx, ctx.params.provider).driver.redirect()
  }

  /** Starts the same way from the settings of who is signed in; the answer is linked to them and signs nobody in. */
  async link(ctx: HttpContext) {
    const { id, driver } = openProvider(ctx, ctx.params.provider)
    const linking: Linking = { provider: id, userId: ctx.auth.getUserOrFail().id, at: Date.now() }
    ctx.session.put(LINKING, linking)
    await driver.redirect()
  }

  async callback(ctx: HttpContext) {
    try {
      return await this.take(ctx)
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error
      }
      ctx.session.flash('inputErrorsBag', { form: [error.message] })
      return ctx.response.redirect().status(303).toPath('/login')
    }
  }

  async unlink(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    if (await unlinkAccounts(id, ctx.params.provider)) {
      await tellOfChange(ctx, id, 'provider_unlinked')
    }
    return ctx.response.redirect().status(303).back()
  }

  private async take(ctx: HttpContext) {
    const linking: Linking | undefined = ctx.session.pull(LINKING)
    const account = await accountOfAnswer(ctx, openProvider(ctx, ctx.params.provider))
    if (linking) {
      await this.assertSame(ctx, linking)
      await linkAccount(linking.userId, account)
      await tellOfChange(ctx, linking.userId, 'provider_linked')
      return ctx.response.redirect().status(303).toPath('/second-factor')
    }
    const { user, isNew, isLinkedNow } = await new SignInWithProvider().execute(account)
    if (isLinkedNow) {
      await tellOfChange(ctx, user.id, 'provider_linked')
    }
    const isDone = isNew
      ? await openSession(ctx, user, { isFirst: true }).then(() => true)
      : await signInOrAsk(ctx, user)
    const redirect = ctx.response.redirect().status(303)
    return isDone ? redirect.toIntended('/') : redirect.toPath('/login/second-step')
  }

  /** Whoever began the linking is who it ends with, and soon: a link begun on a shared machine waits for nobody else. */
  private async assertSame(ctx: HttpContext, { provider, userId, at }: Linking) {
    const isSame = (await isSignedIn(ctx)) && ctx.auth.getUserOrFail().id === userId
    if (!isSame || provider !== ctx.params.provider || at < Date.now() - LINKING_LIFETIME_MS) {
      throw new Refusal({
        code: 'E_LINKING_OVER',
        status: 409,
        message:
          'Another person is signed in now, or it took longer than ten minutes, so nothing was linked. Start again under Settings, Your profile.',
      })
    }
  }
}
