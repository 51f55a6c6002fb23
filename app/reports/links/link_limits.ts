import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { Refusal } from '#foundation'
import { networkOf } from '#shared/network'

/** Of one network, whether a link opens or not: guesses are counted like everything else. */
const OPENINGS = { requests: 240, duration: '1 min' } as const
const PASSWORDS = { requests: 10, duration: '15 mins' } as const

export const countOpening = (ctx: HttpContext) => count(ctx, OPENINGS, 'report_links')

/** Counted before the password is looked at, so that a burst cannot pass between check and count. */
export const countPassword = (ctx: HttpContext, linkId: string) =>
  count(ctx, PASSWORDS, `report_password:${linkId}`)

async function count(
  { request }: HttpContext,
  limit: typeof OPENINGS | typeof PASSWORDS,
  key: string
) {
  if (!(await limiter.use(limit).attempt(`${key}:${networkOf(request.ip())}`, () => true))) {
    const wait = limit.duration === '1 min' ? 'a minute' : '15 minutes'
    throw new Refusal({
      code: 'E_TOO_MANY_REQUESTS',
      status: 429,
      message: `Reports were opened too often from your network. Try again in ${wait}.`,
    })
  }
}
