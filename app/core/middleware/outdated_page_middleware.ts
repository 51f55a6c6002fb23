import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const LOST =
  'Quarterdeck was updated while this page was open, so the page was reloaded and your input was lost. It was not saved'

/**
 * A page from before an update is loaded anew by the browser, which the adapter asks for when the session is
 * already stored. What was to be said on that page waits for it here; faults at fields become one sentence,
 * because the form they belong to is empty by then.
 */
export default class OutdatedPageMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (ctx.session && isOutdated(ctx)) {
      ctx.session.reflash()
      const [fault] = Object.values<string | string[]>(
        ctx.session.flashMessages.get('inputErrorsBag') ?? {}
      )
      if (fault) {
        ctx.session.flash('toast', { tone: 'failure', message: `${LOST}: ${[fault].flat()[0]}` })
      }
    }
    return next()
  }
}

function isOutdated({ request, inertia }: HttpContext) {
  const version = request.header('x-inertia-version')
  return request.method() === 'GET' && version !== undefined && version !== inertia.getVersion()
}
