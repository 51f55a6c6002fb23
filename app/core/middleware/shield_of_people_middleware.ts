import ShieldMiddleware from '@adonisjs/shield/shield_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { secureCookies } from '#config/app'
import { isForPrograms } from '#core/exceptions/programs'

const HALF_A_YEAR_SECONDS = 15_552_000

/** The guard against forged forms. The API reads no cookie, so there a forged form has nothing to ride on. */
export default class ShieldOfPeopleMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isForPrograms(ctx)) {
      return this.#serveProgram(ctx, next)
    }
    const shield = await ctx.containerResolver.make(ShieldMiddleware)
    return shield.handle(ctx, next)
  }

  #serveProgram({ response }: HttpContext, next: NextFn) {
    response.header('x-content-type-options', 'nosniff')
    if (secureCookies) {
      response.header('strict-transport-security', `max-age=${HALF_A_YEAR_SECONDS}`)
    }
    return next()
  }
}
