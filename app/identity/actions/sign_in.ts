import hash from '@adonisjs/core/services/hash'
import limiter from '@adonisjs/limiter/services/main'
import { errors as limiterErrors, type Limiter } from '@adonisjs/limiter'
import { errors } from '@adonisjs/auth'
import { Refusal } from '#foundation'
import { networkOf } from '#shared/network'
import User from '#identity/models/user'

/**
 * Counts failures only. A stranger's guesses slow down who guesses: pairs of account and network, then the network. The
 * account as a whole has a wide limit against guessing from many networks, and none of them is in the way of a device on
 * which the person signed in before.
 */
export const SIGN_IN_LIMITS = {
  pair: { requests: 5, duration: '15 mins' },
  network: { requests: 30, duration: '15 mins' },
  account: { requests: 100, duration: '1 hour' },
  device: { requests: 10, duration: '15 mins' },
} as const

interface Attempt {
  email: string
  password: string
  ip: string
  /** Id of a device on which this person signed in before. */
  device?: string
}

/**
 * Answers the person whose e-mail address and password these are. Unknown addresses cost the same
 * time and get the same sentence as a wrong password, and count against the same limits.
 */
export class SignIn {
  async execute({ email, password, ip, device }: Attempt): Promise<User> {
    const counters = countersOf({ email, network: networkOf(ip), device })
    // Counted before the password is looked at, so that a burst cannot pass between check and count.
    for (const { limit, key } of counters) {
      await this.count(limiter.use(limit), key)
    }
    const user = await this.verify(email, password)
    for (const { limit, key, isOwn } of counters) {
      const counter = limiter.use(limit)
      await (isOwn ? counter.delete(key) : counter.decrement(key))
    }
    await this.renewHash(user, password)
    return user
  }

  /** A hash of weaker settings is replaced at the one moment at which the password is known. */
  private async renewHash(user: User, password: string) {
    if (!user.password.startsWith('$argon2id$') || hash.use().needsReHash(user.password)) {
      await user.merge({ password }).save()
    }
  }

  private async count(limit: Limiter, key: string) {
    try {
      await limit.consume(key)
    } catch (error) {
      throw error instanceof limiterErrors.E_TOO_MANY_REQUESTS
        ? tooMany(error.response.availableIn)
        : error
    }
  }

  private async verify(email: string, password: string): Promise<User> {
    try {
      return await User.verifyCredentials(email, password)
    } catch (error) {
      if (error instanceof errors.E_INVALID_CREDENTIALS) {
        throw wrongCredentials()
      }
      throw error
    }
  }
}

interface Counter {
  limit: (typeof SIGN_IN_LIMITS)[keyof typeof SIGN_IN_LIMITS]
  key: string
  /** Whether success clears it; what others share gets one back. */
  isOwn: boolean
}

function countersOf(from: { email: string; network: string; device?: string }): Counter[] {
  const { pair, network, account, device } = SIGN_IN_LIMITS
  if (from.device) {
    return [{ limit: device, key: `sign-in:device:${from.device}:${from.email}`, isOwn: true }]
  }
  return [
    { limit: network, key: `sign-in:network:${from.network}`, isOwn: false },
    { limit: pair, key: `sign-in:pair:${from.network}:${from.email}`, isOwn: true },
    { limit: account, key: `sign-in:account:${from.email}`, isOwn: false },
  ]
}

function wrongCredentials() {
  return new Refusal({
    code: 'E_WRONG_CREDENTIALS',
    status: 422,
    message:
      'The e-mail address or the password is wrong. Check both, or set a new password with "Forgot password?".',
  })
}

function tooMany(retryAfterSeconds: number) {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  return new Refusal({
    code: 'E_TOO_MANY_ATTEMPTS',
    status: 429,
    message: `Too many failed attempts. Sign-in is blocked for ${minutes} minute${minutes === 1 ? '' : 's'}. Wait, or set a new password with "Forgot password?".`,
    detail: { retryAfterSeconds },
  })
}
