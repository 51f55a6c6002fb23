import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { CreateApiKey } from '#organizations/actions/create_api_key'
import { RevokeApiKey } from '#organizations/actions/revoke_api_key'
import { API_SCOPES } from '#organizations/api_keys'
import { holdTeam } from '#organizations/controllers/hold_team'
import { actorOf } from '#organizations/events/activity_recorded'
import ApiKey from '#organizations/models/api_key'
import { permissionsBehind } from '#organizations/scope_permissions'
import ApiKeyTransformer from '#organizations/transformers/api_key_transformer'
import { apiKeyValidator } from '#organizations/validators/organization_validator'

export default class ApiKeyController {
  index(ctx: HttpContext) {
    return this.render(ctx, null)
  }

  /** Answers the page itself: the key is in this one response and in no session, log or address. */
  async store(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(apiKeyValidator)
    await holdTeam(ctx)
    for (const permission of permissionsBehind(form.scopes)) {
      await ctx.bouncer.authorize(permission, ctx.membership)
    }
    const { expiresInDays, ...request } = form
    const { key } = await new CreateApiKey().execute(currentTenant(), {
      ...request,
      expiresAt: expiresInDays ? DateTime.utc().plus({ days: expiresInDays }) : null,
      actor: actorOf(ctx),
    })
    ctx.response.header('cache-control', 'no-store')
    return this.render(ctx, key)
  }

  async destroy(ctx: HttpContext) {
    const key = await ApiKey.of(ctx.organization).where('id', ctx.params.key).firstOrFail()
    await new RevokeApiKey().execute(currentTenant(), { key, actor: actorOf(ctx) })
    ctx.session.flash('toast', {
      tone: 'success',
      message: `“${key.name}” was revoked.`,
    })
    return ctx.response.redirect().status(303).back()
  }

  private async render({ inertia, membership, organization }: HttpContext, created: string | null) {
    const keys = await ApiKey.of(organization).orderBy('created_at', 'desc').orderBy('id')
    return inertia.render('organizations/api_keys', {
      keys: ApiKeyTransformer.transform(keys),
      scopes: API_SCOPES.filter((scope) =>
        permissionsBehind([scope]).every((permission) => membership.may(permission))
      ),
      created,
    })
  }
}
