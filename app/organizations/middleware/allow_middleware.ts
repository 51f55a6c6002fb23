import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Permission } from '#organizations/roles'

/** Refuses members whose role does not hold the permission that the route names. */
export default class AllowMiddleware {
  async handle(ctx: HttpContext, next: NextFn, permission: Permission) {
    await ctx.bouncer.authorize(permission, ctx.membership)
    return next()
  }
}
