import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const QUIET = /^\/(assets|health)\//

/**
 * One structured line per request, under the id that jobs and vendor calls carry on. The query string
 * stays out: reset and invitation links hold secrets.
 */
export default class RequestLogMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const startedAt = performance.now()
    const { request, response, logger } = ctx
    response.header('x-request-id', request.id() ?? '')
    await next()
    if (!QUIET.test(request.url())) {
      const milliseconds = Math.round(performance.now() - startedAt)
      const route = ctx.route?.pattern ?? 'unmatched'
      logger.info({ method: request.method(), route, status: response.getStatus(), milliseconds })
    }
  }
}
