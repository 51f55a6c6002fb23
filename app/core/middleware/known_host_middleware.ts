import { isIP } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { appUrl } from '#config/app'
import { Refusal } from '#foundation'

const OWN_NAMES = [new URL(appUrl).hostname, 'localhost']

/**
 * Answers under our own name only. Another name that leads here is a mistake in somebody's DNS, or a
 * page that rebinds its name to reach an installation behind a firewall. Bare addresses cannot rebind. A page
 * may send any header but `Host`, so a name that a proxy hands on is asked for besides, never instead.
 */
export default class KnownHostMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const names = [hostnameOf(request.header('host')), request.hostname()]
    if (!names.every(isOurs)) {
      throw new Refusal({
        code: 'E_UNKNOWN_HOST',
        status: 421,
        message: `This installation does not answer under this name. Open it at ${appUrl}.`,
      })
    }
    return next()
  }
}

const hostnameOf = (host = '') => host.replace(/:\d+$/, '')

function isOurs(hostname: string | null): boolean {
  const name = (hostname ?? '').replaceAll(/^\[|\]$/g, '').toLowerCase()
  return OWN_NAMES.includes(name) || isIP(name) !== 0
}
