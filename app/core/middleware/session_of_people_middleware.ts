import SessionMiddleware from '@adonisjs/session/session_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isForPrograms } from '#core/exceptions/programs'

/**
 * A session for everybody but programs: those have a key and send it each time. A session would write a row
 * for every call of theirs, and hand out cookies that nothing reads.
 */
export default class SessionOfPeopleMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isForPrograms(ctx)) {
      return next()
    }
    const session = await ctx.containerResolver.make(SessionMiddleware)
    return session.handle(ctx, () => {
      // A cookie whose session has ended opens a new one, under a new name: an ended id never lives again.
      if (!ctx.session.fresh && ctx.session.isEmpty) {
        ctx.session.regenerate()
      }
      return next()
    })
  }
}
