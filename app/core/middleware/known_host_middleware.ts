import { isIP } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'
import { Refusal } from '#foundation'

const OWN_NAMES = [new URL(appUrl).hostname, 'localhost']

/**
 * Answers under our own name only. Another name that leads here is a mistake in somebody's DNS, or a
 * page that rebinds its name to reach an installation behind a firewall. Bare addresses cannot rebind.
 */
export default class KnownHostMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const name = (request.hostname() ?? '').replaceAll(/^\[|\]$/g, '').toLowerCase()
    if (!OWN_NAMES.includes(name) && isIP(name) === 0) {
      throw new Refusal({
        code: 'E_UNKNOWN_HOST',
        status: 421,
        message: `This installation does not answer under this name. Open it at ${appUrl}.`,
      })
    }
    return next()
  }
}
