import type { HttpContext } from '@adonisjs/core/http'
import { SIGNED_IN_AT } from '#identity/session_keys'

/** However often it is used, a session is opened anew after this long. */
const LONGEST_MS = 90 * 24 * 3_600_000

/** A session that is older than the password's last change is over, wherever it was opened, and so is one of three months ago. */
export async function isSignedIn({ auth, session }: HttpContext): Promise<boolean> {
  if (!(await auth.check())) {
    return false
  }
  const since = session.get(SIGNED_IN_AT)
  const changedAt = auth.getUserOrFail().passwordChangedAt.toMillis()
  if (typeof since === 'number' && (since < changedAt || since < Date.now() - LONGEST_MS)) {
    await auth.use('web').logout()
    return false
  }
  return true
}
