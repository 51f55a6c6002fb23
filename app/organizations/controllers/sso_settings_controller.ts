import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal, withTenant } from '#foundation'
import { appUrl } from '#config/app'
import { actorOf, announce } from '#organizations/events/activity_recorded'
import { findConnection, removeConnection, saveConnection } from '#organizations/sso/connection'
import {
  claimDomain,
  isRecordThere,
  listDomains,
  removeDomain,
  takeDomain,
} from '#organizations/sso/domains'
import { discover } from '#organizations/sso/provider'
import { ssoDomainValidator, ssoProviderValidator } from '#organizations/validators/sso_validator'

/** The organization's identity provider and its domains. What asks other servers does it before its transaction opens. */
export default class SsoSettingsController {
  async show({ inertia }: HttpContext) {
    const tenant = currentTenant()
    const domains = await listDomains(tenant)
    return inertia.render('organizations/single_sign_on', {
      connection: await findConnection(tenant),
      domains: domains.map(({ domain, record, verifiedAt }) => ({
        domain,
        record,
        isVerified: verifiedAt !== null,
      })),
      callbackUrl: new URL('/login/sso/callback', appUrl).href,
    })
  }

  async update(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(ssoProviderValidator)
    await discover(form.issuer)
    const isSaved = await withTenant(ctx.organization.id, async (tenant) => {
      const { issuer, clientId, defaultRole } = form
      const detail = { issuer, clientId, defaultRole }
      const saved = await saveConnection(tenant, form)
      await (saved && announce(tenant, { ...subject(ctx), action: 'sso.changed', detail }))
      return saved
    })
    if (!isSaved) {
      throw Refusal.ofField('clientSecret', 'Enter the client secret that this issuer gave you.')
    }
    return done(ctx, 'Single sign-on was saved.')
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    await removeConnection(tenant)
    await announce(tenant, { ...subject(ctx), action: 'sso.removed' })
    return done(ctx, 'Single sign-on was removed. Members sign in with their passwords.')
  }

  async storeDomain(ctx: HttpContext) {
    const { domain } = await ctx.request.validateUsing(ssoDomainValidator)
    await claimDomain(currentTenant(), domain, new Date())
    return done(ctx, `Add the TXT record for ${domain}, then check it.`)
  }

  async verifyDomain(ctx: HttpContext) {
    const { id } = ctx.organization
    const domains = await withTenant(id, (tenant) => listDomains(tenant), { readOnly: true })
    const domain = domains.find((one) => one.domain === ctx.params.hostname)
    if (!domain || !(await isRecordThere(domain))) {
      throw notProven(ctx.params.hostname)
    }
    await withTenant(id, async (tenant) => {
      await takeDomain(tenant, domain.domain, new Date())
      const detail = { domain: domain.domain }
      await announce(tenant, { ...subject(ctx), action: 'sso.domain_proven', detail })
    })
    return done(ctx, `${domain.domain} is proven.`)
  }

  async destroyDomain(ctx: HttpContext) {
    const tenant = currentTenant()
    const detail = { domain: String(ctx.params.hostname) }
    await removeDomain(tenant, detail.domain)
    await announce(tenant, { ...subject(ctx), action: 'sso.domain_removed', detail })
    return done(ctx, `${detail.domain} was removed.`)
  }
}

const subject = (ctx: HttpContext) => ({
  actor: actorOf(ctx),
  subject: `organization:${ctx.organization.id}`,
})

function done({ response, session }: HttpContext, message: string) {
  session.flash('toast', { tone: 'success', message })
  return response.redirect().status(303).back()
}

function notProven(domain: string) {
  return new Refusal({
    code: 'E_DOMAIN_NOT_PROVEN',
    status: 409,
    message: `The TXT record of ${domain} was not found, so nothing was changed. Name servers can take an hour: check the record and try again.`,
  })
}
