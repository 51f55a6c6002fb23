import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { authenticateApiKey } from '#organizations/queries/authenticate_api_key'

/** Names the API key that a program came with. What counts its requests runs between this and its transaction. */
export default class ApiKeyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.apiKeyEntry = await authenticateApiKey(ctx.request.header('authorization'))
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** What the directory says about the key of this request; whether it is still good is not looked at yet. */
    apiKeyEntry: Awaited<ReturnType<typeof authenticateApiKey>>
  }
}
