import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'
import { CONFIRMED_AT, SIGNED_IN_AT } from '#identity/session_keys'

/** How long a proof of who somebody is stands for what is hard to undo. */
export const CONFIRMATION_MINUTES = 10

/**
 * Lets people pass who signed in, or confirmed who they are, within ten minutes: an unlocked screen, or a stolen cookie, is no
 * way to ownership, roles, keys and second factors. The page stays open, asks, and sends the form again.
 */
export default class ConfirmedMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (!isConfirmed(ctx)) {
      throw new Refusal({
        code: 'E_CONFIRMATION_NEEDED',
        status: 428,
        message: `This takes a sign-in of the last ${CONFIRMATION_MINUTES} minutes, so nothing was changed. Confirm that it is you, or sign out and in again, and send it once more.`,
      })
    }
    return next()
  }
}

/** Whether who this is was shown lately enough. */
export function isConfirmed({ session }: HttpContext): boolean {
  const proofs = [CONFIRMED_AT, SIGNED_IN_AT].map((key) => Number(session.get(key, 0)))
  return Math.max(...proofs) >= Date.now() - CONFIRMATION_MINUTES * 60_000
}
