import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type User from '#identity/models/user'
import { memberAbilities } from '#organizations/abilities/member_abilities'

const policies = { TeamPolicy: () => import('#organizations/policies/team_policy') }

/** Gives every request a Bouncer that knows the abilities and policies of this application. */
export default class InitializeBouncerMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.bouncer = new Bouncer<User, ReturnType<typeof memberAbilities>, typeof policies>(
      () => ctx.auth.user ?? null,
      memberAbilities(),
      policies
    ).setContainerResolver(ctx.containerResolver)
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    bouncer: Bouncer<User, ReturnType<typeof memberAbilities>, typeof policies>
  }
}
