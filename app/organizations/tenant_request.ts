import type { HttpContext } from '@adonisjs/core/http'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import type Membership from '#organizations/models/membership'
import type Organization from '#organizations/models/organization'

type TenantOptions = Parameters<typeof withTenant>[2]

/** Rolls the transaction back after the exception handler has already written the answer. */
class Abandoned extends Error {}

/**
 * Serves the rest of a request inside an organization's transaction. The router hands a thrown error
 * to the exception handler at the spot where it was thrown, so `next()` resolves: a request that
 * failed is recognised by `ctx.failure`, and nothing of it is committed.
 */
export async function serveInTenant(
  ctx: HttpContext,
  organizationId: string,
  { work, options }: { work: (tenant: TenantTransaction) => Promise<void>; options?: TenantOptions }
) {
  try {
    await withTenant(
      organizationId,
      async (tenant) => {
        await work(tenant)
        if (ctx.failure !== undefined) {
          throw new Abandoned()
        }
      },
      options
    )
  } catch (error) {
    if (!(error instanceof Abandoned)) {
      throw error
    }
  }
}

/** When the transaction of a request opens: before its controller, or in it, once its file is here. */
export interface Opening {
  opens: 'now' | 'later'
}

export function isReading({ request }: HttpContext) {
  return ['GET', 'HEAD'].includes(request.method())
}

/** One answer for an organization that does not exist and one that is not the person's, or not any more. */
export function organizationNotFound() {
  return new Refusal({
    code: 'E_NOT_FOUND',
    status: 404,
    message:
      'This page does not exist, or it belongs to an organization you are not a member of. Check the address or switch organization.',
  })
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The tenant of this request. Set inside `tenantRoutes()` and `apiRoutes()`. */
    organization: Organization
    /** The signed-in person's place in that tenant. Set inside `tenantRoutes()`. */
    membership: Membership
    /** Which organizations the host of this request shows; all of a person's where it is missing. */
    hostScope?: { admits(organization: { id: string }): boolean }
    /** The organizations of the signed-in person, where they were looked up. */
    organizations?: Organization[]
    /** The error that the exception handler answered, if there was one. */
    failure?: unknown
  }
}
