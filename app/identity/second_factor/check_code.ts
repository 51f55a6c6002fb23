import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import { Refusal } from '#foundation'
import { acceptCode } from '#identity/second_factor/authenticator'
import { useRecoveryCode } from '#identity/second_factor/recovery_codes'

/** Of a million codes three are right at any time: thirty guesses a day find one in thirty years. */
const LIMITS = {
  burst: { requests: 5, duration: '15 mins' },
  day: { requests: 30, duration: '1 day' },
} as const

export type Verdict = 'authenticator' | 'recovery_code' | 'wrong'

const DIGITS = /^\d{6}$/

/** Looks at the code of an app or a recovery code. Counted before it is looked at, so that a burst cannot pass. */
export async function checkCode(userId: string, text: string, now: Date): Promise<Verdict> {
  const counters = Object.entries(LIMITS).map(([name, limit]) => ({
    counter: limiter.use(limit),
    key: `second-factor:${name}:${userId}`,
  }))
  for (const { counter, key } of counters) {
    await counter.consume(key).catch(refuse)
  }
  const code = text.replaceAll(/\s/g, '')
  const kind = DIGITS.test(code) ? 'authenticator' : 'recovery_code'
  const isRight = await (kind === 'authenticator'
    ? acceptCode(userId, code, now)
    : useRecoveryCode(userId, code))
  if (!isRight) {
    return 'wrong'
  }
  for (const { counter, key } of counters) {
    await counter.delete(key)
  }
  return kind
}

function refuse(error: unknown): never {
  if (!(error instanceof errors.E_TOO_MANY_REQUESTS)) {
    throw error
  }
  const minutes = Math.max(1, Math.ceil(error.response.availableIn / 60))
  throw new Refusal({
    code: 'E_TOO_MANY_ATTEMPTS',
    status: 429,
    message: `Too many wrong codes. Codes are not looked at for ${minutes} minute${minutes === 1 ? '' : 's'}. Wait, or use a passkey.`,
    detail: { retryAfterSeconds: error.response.availableIn },
  })
}
