import { heldConnection } from '#foundation'
import { forgetRecoveryCodes, renewRecoveryCodes } from '#identity/second_factor/recovery_codes'

export interface SecondFactors {
  hasAuthenticator: boolean
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[]
  recoveryCodesLeft: number
}

/** What a person can show beside a password. */
export async function secondFactorsOf(userId: string): Promise<SecondFactors> {
  const connection = heldConnection()
  const authenticator = await connection
    .from('authenticators')
    .where('user_id', userId)
    .whereNotNull('confirmed_at')
    .first()
  const passkeys = await connection
    .from('passkeys')
    .where('user_id', userId)
    .orderBy('created_at')
    .orderBy('id')
    .select('id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt')
  const codes = await connection.from('recovery_codes').where('user_id', userId)
  return { hasAuthenticator: Boolean(authenticator), passkeys, recoveryCodesLeft: codes.length }
}

/** Whether a password alone does not sign this person in. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const { rows } = await heldConnection().rawQuery<{ rows: { has: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM authenticators WHERE user_id = ? AND confirmed_at IS NOT NULL)
       OR EXISTS (SELECT FROM passkeys WHERE user_id = ?) AS has`,
    [userId, userId]
  )
  return rows[0].has
}

/** The first factor comes with recovery codes; a further one leaves them as they are and answers none. */
export async function recoveryCodesForFirst(userId: string): Promise<string[]> {
  const { recoveryCodesLeft } = await secondFactorsOf(userId)
  return recoveryCodesLeft === 0 ? renewRecoveryCodes(userId) : []
}

/** Recovery codes stand for a factor, so they end with the last one. */
export async function forgetCodesWithoutFactor(userId: string) {
  if (!(await hasSecondFactor(userId))) {
    await forgetRecoveryCodes(userId)
  }
}
