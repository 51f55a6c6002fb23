import limiter from '@adonisjs/limiter/services/main'
import { errors as limiterErrors, type Limiter } from '@adonisjs/limiter'
import { errors } from '@adonisjs/auth'
import { Refusal } from '#foundation'
import User from '#identity/models/user'

/** Counts failures only: a person who knows the password is never in the way of anybody. */
export const SIGN_IN_LIMITS = {
  account: { requests: 5, duration: '15 mins' },
  address: { requests: 30, duration: '15 mins' },
} as const

interface Attempt {
  email: string
  password: string
  ip: string
}

/**
 * Answers the person whose e-mail address and password these are. Unknown addresses cost the same
 * time and get the same sentence as a wrong password, and count against the same limits.
 */
export class SignIn {
  async execute({ email, password, ip }: Attempt): Promise<User> {
    const account = limiter.use(SIGN_IN_LIMITS.account)
    const address = limiter.use(SIGN_IN_LIMITS.address)
    const accountKey = `sign-in:account:${email}`
    const addressKey = `sign-in:address:${ip}`
    // Counted before the password is looked at, so that a burst cannot pass between check and count.
    await this.count(address, addressKey)
    await this.count(account, accountKey)
    const user = await this.verify(email, password)
    await account.delete(accountKey)
    await address.decrement(addressKey)
    return user
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

function wrongCredentials() {
  return new Refusal({
    code: 'E_WRONG_CREDENTIALS',
    status: 422,
    message:
      'This e-mail address and password do not belong together. Check both, or set a new password with "Forgot password?".',
  })
}

function tooMany(retryAfterSeconds: number) {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  return new Refusal({
    code: 'E_TOO_MANY_ATTEMPTS',
    status: 429,
    message: `There were too many failed attempts, so signing in is paused for ${minutes} minute${minutes === 1 ? '' : 's'}. Wait, or set a new password with "Forgot password?".`,
    detail: { retryAfterSeconds },
  })
}
