import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { Refusal } from '#foundation'
import { networkOf } from '#shared/network'
import { hashLinkToken } from '#dashboards/link_tokens'

/** Of one network: a wall of screens reloads more often than a person does, and a script more often than both. */
const OPENINGS = { requests: 240, duration: '1 min' } as const
const PASSWORDS = { requests: 10, duration: '15 mins' } as const

export function countOpening({ request }: HttpContext, token: string) {
  return count(OPENINGS, `dashboard_link:${hashLinkToken(token)}:${networkOf(request.ip())}`)
}

/** Counted before the password is looked at, so that a burst cannot pass between check and count. */
export function countPassword({ request }: HttpContext, linkId: string) {
  return count(PASSWORDS, `dashboard_password:${linkId}:${networkOf(request.ip())}`)
}

async function count(limit: typeof OPENINGS | typeof PASSWORDS, key: string) {
  if (!(await limiter.use(limit).attempt(key, () => true))) {
    throw new Refusal({
      code: 'E_TOO_MANY_REQUESTS',
      status: 429,
      message: `This link was opened too often from your network. Try again in ${limit.duration === '1 min' ? 'a minute' : '15 minutes'}.`,
    })
  }
}
