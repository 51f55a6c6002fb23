import type { HttpContext } from '@adonisjs/core/http'
import { SIGNED_IN_AT } from '#identity/session_keys'

/** A session that is older than the password's last change is over, wherever it was opened. */
export async function isSignedIn({ auth, session }: HttpContext): Promise<boolean> {
  if (!(await auth.check())) {
    return false
  }
  const since = session.get(SIGNED_IN_AT)
  const changedAt = auth.getUserOrFail().passwordChangedAt.toMillis()
  if (typeof since === 'number' && since < changedAt) {
    await auth.use('web').logout()
    return false
  }
  return true
}
