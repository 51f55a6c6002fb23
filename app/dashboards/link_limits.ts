import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { Refusal } from '#foundation'
import { networkOf } from '#shared/network'

/** Of one network: a wall of screens reloads more often than a person does, and a script more often than both. */
const OPENINGS = { requests: 240, duration: '1 min' } as const
/** Of tokens that open nothing; an old bookmark on a wall reloads as well. */
const GUESSES = { requests: 60, duration: '1 min' } as const
const PASSWORDS = { requests: 10, duration: '15 mins' } as const

/** Once the token has opened a link: text that anybody can make up would have a limit for each spelling. */
export function countOpening({ request }: HttpContext, linkId: string) {
  return count(OPENINGS, `dashboard_link:${linkId}:${networkOf(request.ip())}`)
}

const guessesOf = ({ request }: HttpContext) => `dashboard_guesses:${networkOf(request.ip())}`

/** Before a token is looked up: whoever guessed too often asks no database. */
export async function assertGuessesLeft(ctx: HttpContext) {
  if ((await limiter.use(GUESSES).remaining(guessesOf(ctx))) === 0) {
    throw tooOften(GUESSES)
  }
}

/** A token that opened nothing. */
export function countGuess(ctx: HttpContext) {
  return count(GUESSES, guessesOf(ctx))
}

/** Counted before the password is looked at, so that a burst cannot pass between check and count. */
export function countPassword({ request }: HttpContext, linkId: string) {
  return count(PASSWORDS, `dashboard_password:${linkId}:${networkOf(request.ip())}`)
}

type Limit = { requests: number; duration: '1 min' | '15 mins' }

async function count(limit: Limit, key: string) {
  if (!(await limiter.use(limit).attempt(key, () => true))) {
    throw tooOften(limit)
  }
}

function tooOften({ duration }: Limit) {
  return new Refusal({
    code: 'E_TOO_MANY_REQUESTS',
    status: 429,
    message: `This link was opened too often from your network. Try again in ${duration === '1 min' ? 'a minute' : '15 minutes'}.`,
  })
}
