import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'

/** Requests of one API key in one minute, over all routes. */
export const REQUESTS_PER_MINUTE = 600
const MINUTE_SECONDS = 60

/** Counts the requests of each API key, says what is left, and refuses what is too much. */
export default class LimitRateMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const limit = limiter.use({ requests: REQUESTS_PER_MINUTE, duration: MINUTE_SECONDS })
    const key = `api_${ctx.apiKeyEntry.apiKeyId}`
    const isWithin = await limit.attempt(key, () => true)
    const left = await limit.get(key)
    const availableIn = left?.availableIn ?? MINUTE_SECONDS
    ctx.response.header(
      'RateLimit-Policy',
      `"default";q=${REQUESTS_PER_MINUTE};w=${MINUTE_SECONDS}`
    )
    ctx.response.header(
      'RateLimit',
      `"default";r=${Math.max(0, left?.remaining ?? 0)};t=${availableIn}`
    )
    if (!isWithin) {
      ctx.response.header('Retry-After', String(availableIn))
      throw refuse(availableIn)
    }
    return next()
  }
}

function refuse(retryAfterSeconds: number) {
  return new Refusal({
    code: 'E_TOO_MANY_REQUESTS',
    status: 429,
    message: `This API key made more than ${REQUESTS_PER_MINUTE} requests in a minute. Wait ${retryAfterSeconds} seconds and try again.`,
    detail: { retryAfterSeconds },
  })
}
