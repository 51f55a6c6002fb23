import ShieldMiddleware from '@adonisjs/shield/shield_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isForPrograms } from '#core/exceptions/programs'

/** The guard against forged forms. The API reads no cookie, so there a forged form has nothing to ride on. */
export default class ShieldOfPeopleMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isForPrograms(ctx)) {
      return next()
    }
    const shield = await ctx.containerResolver.make(ShieldMiddleware)
    return shield.handle(ctx, next)
  }
}
