import limiter from '@adonisjs/limiter/services/main'
import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import User from '#identity/models/user'
import { tellOfChange } from '#identity/tell_of_change'

const LIMIT = { requests: 1, duration: '1 day' } as const

/**
 * Writes down that sign-in to an address was blocked after many attempts, and mails it to its person, once a day. An address
 * without an account takes the same work.
 */
export async function tellOfLockOut(ctx: HttpContext, email: string) {
  const key = `lock-out:${hash('sha256', email, 'base64url')}`
  await limiter.use(LIMIT).attempt(key, async () => {
    const user = await User.findBy('email', email)
    await tellOfChange(ctx, user?.id ?? null, 'locked_out')
  })
}
