import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal, withTenant } from '#foundation'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'
import {
  isReading,
  organizationNotFound,
  serveInTenant,
  type Opening,
} from '#organizations/tenant_request'

/**
 * Opens the tenant transaction of the whole request, rendering included, and names the organization
 * and the membership on the context. A slug that does not exist and one that is not the person's
 * get the same answer.
 */
export default class TenantMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { opens }: Opening) {
    const organization = await this.findOrganization(ctx)
    if (await this.lacksFactor(ctx, organization)) {
      return this.leadToSetUp(ctx, organization)
    }
    if (opens === 'later') {
      await withTenant(organization.id, () => this.admit(ctx, organization), { readOnly: true })
      return next()
    }
    await serveInTenant(ctx, organization.id, {
      work: async () => {
        await this.admit(ctx, organization)
        await next()
      },
      options: { readOnly: isReading(ctx) },
    })
  }

  private async lacksFactor(ctx: HttpContext, { requiresSecondFactor }: Organization) {
    return requiresSecondFactor && !(await ctx.auth.getUserOrFail().hasSecondFactor())
  }

  /** A page leads to where a second factor is set up; a form changes nothing. */
  private leadToSetUp(ctx: HttpContext, { name }: Organization) {
    const message = `${name} asks its members for two-step verification. Set it up here, then go on.`
    if (!isReading(ctx)) {
      throw new Refusal({ code: 'E_SECOND_FACTOR_NEEDED', status: 403, message })
    }
    ctx.session.flash('toast', { tone: 'notice', message })
    return ctx.response.redirect().status(303).toPath('/second-factor')
  }

  private async admit(ctx: HttpContext, organization: Organization) {
    const membership = await Membership.of(organization)
      .where('user_id', ctx.auth.getUserOrFail().id)
      .first()
    if (!membership) {
      throw organizationNotFound()
    }
    ctx.organization = organization
    ctx.membership = membership
  }

  private async findOrganization(ctx: HttpContext): Promise<Organization> {
    const user = ctx.auth.getUserOrFail()
    const all = await listOrganizationsOf(user.id, { slug: String(ctx.params.organization) })
    ctx.organizations = all.filter((one) => ctx.hostScope?.admits(one) ?? true)
    const found = ctx.organizations.find(({ slug }) => slug === ctx.params.organization)
    if (!found) {
      throw organizationNotFound()
    }
    if (user.lastOrganizationId !== found.id) {
      await user.merge({ lastOrganizationId: found.id }).save()
    }
    return found
  }
}
