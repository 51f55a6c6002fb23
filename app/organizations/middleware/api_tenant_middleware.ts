import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { addressesIn } from '#shared/network'
import ApiKey from '#organizations/models/api_key'
import Organization from '#organizations/models/organization'
import { mayStill } from '#organizations/queries/may_still'
import { permissionsBehind } from '#organizations/scope_permissions'
import { unauthenticated } from '#organizations/queries/authenticate_api_key'
import { isReading, serveInTenant, type Opening } from '#organizations/tenant_request'

/** "Last used" is shown by the minute, so a busy key is not written at each request. */
const LAST_USED_GRAIN_MINUTES = 1

/** Opens the transaction of the organization that the key of this request belongs to, if the key is still good. */
export default class ApiTenantMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { opens }: Opening) {
    const { organizationId, apiKeyId } = ctx.apiKeyEntry
    const admit = (tenant: TenantTransaction) => this.admit(ctx, tenant, apiKeyId)
    if (opens === 'later') {
      // When the key was last used is no number's business.
      await withTenant(organizationId, admit, { keepsAnswers: true })
      return next()
    }
    await serveInTenant(ctx, organizationId, {
      work: async (tenant) => {
        await admit(tenant)
        await next()
      },
    })
  }

  private async admit(ctx: HttpContext, tenant: TenantTransaction, apiKeyId: string) {
    const now = DateTime.utc()
    ctx.apiKey = await this.usableKey(tenant, apiKeyId, now)
    this.assertNetwork(ctx)
    ctx.organization = await Organization.findOrFail(tenant.organizationId, { client: tenant.trx })
    const { lastUsedAt } = ctx.apiKey
    if (!lastUsedAt || now.diff(lastUsedAt).as('minutes') >= LAST_USED_GRAIN_MINUTES) {
      await ctx.apiKey.merge({ lastUsedAt: now }).save()
    }
    if (isReading(ctx)) {
      await tenant.restrictToReading()
    }
  }

  private isBacked(tenant: TenantTransaction, { createdBy, scopes }: ApiKey) {
    return mayStill(tenant, createdBy, permissionsBehind(scopes))
  }

  /** A key that was copied elsewhere opens nothing there. */
  private assertNetwork({ apiKey, request }: HttpContext) {
    const { networks } = apiKey
    if (networks.length > 0 && !addressesIn('networks', networks.join(','))(request.ip())) {
      throw new Refusal({
        code: 'E_API_KEY_NETWORK',
        status: 403,
        message: `This API key works from ${networks.join(', ')} only, and this request came from ${request.ip()}. Call from there, or create a key for this network under Settings, API keys.`,
      })
    }
  }

  private async usableKey(tenant: TenantTransaction, apiKeyId: string, now: DateTime) {
    const key = await ApiKey.of({ id: tenant.organizationId }).where('id', apiKeyId).first()
    // A key ends with its maker's right; this holds even where the row was not written.
    if (!key || key.revokedAt || !(await this.isBacked(tenant, key))) {
      throw unauthenticated(
        'E_API_KEY_REVOKED',
        'This API key was revoked. Create a new one under Settings, API keys.'
      )
    }
    if (key.expiresAt && key.expiresAt <= now) {
      throw unauthenticated(
        'E_API_KEY_EXPIRED',
        'This API key has expired. Create a new one under Settings, API keys.'
      )
    }
    return key
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The key this request came with. Set inside `apiRoutes()`. */
    apiKey: ApiKey
  }
}
