import BodyParserMiddleware from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isDelivery } from '#core/exceptions/programs'

/** Reads bodies, but for those that are signed byte for byte: once parsed, their bytes are gone. */
export default class BodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isDelivery(ctx)) {
      return next()
    }
    const parser = await ctx.containerResolver.make(BodyParserMiddleware)
    return parser.handle(ctx, next)
  }
}
