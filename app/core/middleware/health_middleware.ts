import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'

/**
 * Whether this process lives, and whether it can serve. Answered before everything that needs the database: a
 * session, for one, which would call the process dead while only its database is away.
 */
export default class HealthMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    switch (request.url()) {
      case '/health/live':
        return response.json({ status: 'alive' })
      case '/health/ready':
        return this.#ready(response)
      default:
        return next()
    }
  }

  async #ready(response: HttpContext['response']) {
    const isUp = await db.rawQuery('SELECT 1').then(
      () => true,
      () => false
    )
    const verdict = isUp
      ? { status: 'ready', database: 'up' }
      : { status: 'unavailable', database: 'down' }
    return response.status(isUp ? 200 : 503).json(verdict)
  }
}
