import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal, withTenant } from '#foundation'
import Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'

const SAFE_METHODS = ['GET', 'HEAD']

/** Rolls the transaction back after the exception handler has already written the answer. */
class Abandoned extends Error {}

/**
 * Opens the tenant transaction of the whole request, rendering included, and names the organization
 * and the membership on the context. A slug that does not exist and one that is not the person's
 * get the same answer.
 */
export default class TenantMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const organization = await this.findOrganization(ctx)
    const readOnly = SAFE_METHODS.includes(ctx.request.method())
    try {
      await withTenant(organization.id, () => this.serve(ctx, next, organization), { readOnly })
    } catch (error) {
      if (!(error instanceof Abandoned)) {
        throw error
      }
    }
  }

  private async serve(ctx: HttpContext, next: NextFn, organization: Organization) {
    const membership = await Membership.of(organization)
      .where('user_id', ctx.auth.getUserOrFail().id)
      .first()
    if (!membership) {
      throw notFound()
    }
    ctx.organization = organization
    ctx.membership = membership
    await next()
    // The router hands a thrown error to the exception handler at the spot where it was thrown, so
    // next() resolves: without this the work of a failed request would be committed.
    if (ctx.failure !== undefined) {
      throw new Abandoned()
    }
  }

  private async findOrganization(ctx: HttpContext): Promise<Organization> {
    const user = ctx.auth.getUserOrFail()
    ctx.organizations = await listOrganizationsOf(user.id)
    const found = ctx.organizations.find(({ slug }) => slug === ctx.params.organization)
    if (!found) {
      throw notFound()
    }
    if (user.lastOrganizationId !== found.id) {
      await user.merge({ lastOrganizationId: found.id }).save()
    }
    return found
  }
}

function notFound() {
  return new Refusal({
    code: 'E_NOT_FOUND',
    status: 404,
    message:
      'There is no such page here, or it belongs to an organization you are not a member of. Check the address or switch organization.',
  })
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The tenant of this request. Set on routes inside `tenantRoutes()`. */
    organization: Organization
    /** The signed-in person's place in that tenant. */
    membership: Membership
    /** Every organization of the signed-in person, where it was looked up. */
    organizations?: Organization[]
    /** The error that the exception handler answered, if there was one. */
    failure?: unknown
  }
}
