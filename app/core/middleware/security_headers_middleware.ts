import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { cspFactory, frameGuardFactory, hstsFactory, noSniffFactory } from '@adonisjs/shield/guards'
import { guardsOfAnswers, headersOfAnswers } from '#config/shield'

const { csp, xFrame, hsts, contentTypeSniffing } = guardsOfAnswers

const GUARDS = [
  cspFactory(csp),
  frameGuardFactory(xFrame),
  hstsFactory(hsts),
  noSniffFactory(contentTypeSniffing),
]

/**
 * What a browser may do with an answer, on every answer. The shield itself speaks only where a route was found, and
 * the page of an unknown address is a page too.
 */
export default class SecurityHeadersMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    for (const guard of GUARDS) {
      await guard(ctx)
    }
    for (const [name, value] of Object.entries(headersOfAnswers)) {
      ctx.response.header(name, value)
    }
    return next()
  }
}
