import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'
import type { ApiScope } from '#organizations/api_keys'

/** Refuses API keys that were not made for this. */
export default class RequireScopeMiddleware {
  handle(ctx: HttpContext, next: NextFn, scope: ApiScope) {
    if (!ctx.apiKey.scopes.includes(scope)) {
      throw new Refusal({
        code: 'E_SCOPE_MISSING',
        status: 403,
        message: `This API key lacks the scope ${scope}. Create a key with that scope under Settings, API keys.`,
        detail: { requiredScope: scope, scopes: ctx.apiKey.scopes },
      })
    }
    return next()
  }
}
