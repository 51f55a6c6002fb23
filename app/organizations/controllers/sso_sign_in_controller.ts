import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { Refusal } from '#foundation'
import { signInOrAsk } from '#identity'
import { networkOf } from '#shared/network'
import { admit } from '#organizations/sso/admit'
import { openConnection } from '#organizations/sso/connection'
import { organizationOfDomain } from '#organizations/sso/domains'
import { beginSignIn, finishSignIn, type Expectation } from '#organizations/sso/provider'
import { ssoSignInValidator } from '#organizations/validators/sso_validator'

const KEY = 'single_sign_on'
const LIFETIME_MS = 10 * 60_000
const LIMIT = { requests: 60, duration: '15 mins' } as const

interface Begun extends Expectation {
  organizationId: string
  at: number
}

const callbackUrl = () => new URL('/login/sso/callback', appUrl).href
const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1)

/** Signing in through the identity provider of one's organization. */
export default class SsoSignInController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/sso', {})
  }

  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(ssoSignInValidator)
    await limiter.use(LIMIT).consume(`sso:network:${networkOf(ctx.request.ip())}`)
    const organizationId = await organizationOfDomain(domainOf(email))
    const connection = organizationId ? await openConnection(organizationId) : undefined
    if (!organizationId || !connection) {
      throw noSingleSignOn(domainOf(email))
    }
    const { url, expected } = await beginSignIn(connection, callbackUrl(), email)
    const begun: Begun = { ...expected, organizationId, at: Date.now() }
    ctx.session.put(KEY, begun)
    return ctx.inertia.location(url)
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

  private async take(ctx: HttpContext) {
    const { organizationId, ...expected } = this.begun(ctx)
    const connection = await openConnection(organizationId)
    const code = String(ctx.request.input('code', ''))
    if (!connection || code === '') {
      throw notAskedFor()
    }
    const back = { code, callbackUrl: callbackUrl(), expected }
    const identity = await finishSignIn(connection, back)
    // A provider speaks for the domains of its organization and for no other address.
    if ((await organizationOfDomain(domainOf(identity.email))) !== organizationId) {
      throw noSingleSignOn(domainOf(identity.email))
    }
    const { defaultRole } = connection
    const ip = ctx.request.ip()
    const { user, isNew } = await admit({ organizationId, identity, defaultRole, ip })
    const isDone = await signInOrAsk(ctx, user, { isFirst: isNew })
    const redirect = ctx.response.redirect().status(303)
    return isDone ? redirect.toIntended('/') : redirect.toPath('/login/second-step')
  }

  private begun({ request, session }: HttpContext): Begun {
    const begun: Begun | undefined = session.pull(KEY)
    const isOpen = begun !== undefined && begun.at > Date.now() - LIFETIME_MS
    if (!isOpen || request.input('state') !== begun.state) {
      throw notAskedFor()
    }
    return begun
  }
}

function noSingleSignOn(domain: string) {
  return new Refusal({
    code: 'E_NO_SINGLE_SIGN_ON',
    status: 409,
    message: `No organization has set up single sign-on for ${domain}, so you were not signed in. Sign in with your password, or ask an admin of your organization.`,
  })
}

function notAskedFor() {
  return new Refusal({
    code: 'E_STATE_MISMATCH',
    status: 409,
    message:
      'This answer belongs to another browser or an older try, or you did not agree, so you were not signed in. Start again.',
  })
}
