import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import User from '#identity/models/user'
import { openSession } from '#identity/open_session'
import { hasSecondFactor } from '#identity/second_factor/factors'

const KEY = 'pending_sign_in'
const LIFETIME_MS = 10 * 60_000

interface Pending {
  userId: string
  at: number
  isBrief: boolean
}

/**
 * Signs a person in whose first factor was right, or remembers that for ten minutes where a second one is asked for. Answers
 * whether the person is signed in now. `isFirst`: the account was made just now.
 */
export async function signInOrAsk(
  ctx: HttpContext,
  user: User,
  { isBrief = false, isFirst = false } = {}
): Promise<boolean> {
  if (!(await hasSecondFactor(user.id))) {
    await openSession(ctx, user, { isBrief, isFirst })
    return true
  }
  const pending: Pending = { userId: user.id, at: Date.now(), isBrief }
  ctx.session.put(KEY, pending)
  return false
}

/** Whose second factor is being asked for. A password that was changed meanwhile ends it. */
export async function pendingSignIn({ session }: HttpContext) {
  const pending: Pending | undefined = session.get(KEY)
  const isOpen = pending !== undefined && pending.at > Date.now() - LIFETIME_MS
  const user = isOpen ? await User.find(pending.userId) : null
  return user && pending && user.passwordChangedAt.toMillis() <= pending.at
    ? { user, isBrief: pending.isBrief }
    : undefined
}

export async function pendingSignInOrFail(ctx: HttpContext) {
  const pending = await pendingSignIn(ctx)
  if (!pending) {
    throw new Refusal({
      code: 'E_SIGN_IN_AGAIN',
      status: 409,
      message: 'More than ten minutes have passed since the password was entered. Sign in again.',
    })
  }
  return pending
}

export function endPendingSignIn({ session }: HttpContext) {
  session.forget(KEY)
}
