import { heldConnection } from '#foundation'
import { openForPerson, sealForPerson } from '#vault'
import { newAuthenticatorSecret, stepOfCode } from '#identity/second_factor/totp'

const FIELD = 'authenticator'

interface Row {
  sealed_secret: string
  confirmed_at: Date | null
}

const rowOf = (userId: string) => heldConnection().from('authenticators').where('user_id', userId)

/** Makes the secret of an authenticator app that is being set up; one that is in use stays. */
export async function beginAuthenticator(userId: string) {
  const sealed = await sealForPerson(userId, FIELD, newAuthenticatorSecret())
  await heldConnection().rawQuery(
    `INSERT INTO authenticators AS a (user_id, sealed_secret, created_at) VALUES (?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, last_step = 0,
       created_at = excluded.created_at
     WHERE a.confirmed_at IS NULL`,
    [userId, sealed, new Date()]
  )
}

/** The secret that waits for its first code, so that a mistyped code does not take a new QR code. */
export async function waitingSecret(userId: string): Promise<string | undefined> {
  const row: Row | null = await rowOf(userId).whereNull('confirmed_at').first()
  return row ? openForPerson(userId, FIELD, row.sealed_secret) : undefined
}

/** Takes the first code of an app as proof that it was set up. Answers whether it was right. */
export async function confirmAuthenticator(userId: string, code: string, now: Date) {
  return take(userId, { code, now, isFirst: true })
}

/** Whether this is a code of now, and the first use of it. Of two requests with one code, exactly one gets through. */
export async function acceptCode(userId: string, code: string, now: Date): Promise<boolean> {
  return take(userId, { code, now, isFirst: false })
}

interface Attempt {
  code: string
  now: Date
  isFirst: boolean
}

async function take(userId: string, { code, now, isFirst }: Attempt): Promise<boolean> {
  const row: Row | null = await rowOf(userId).first()
  if (!row || (row.confirmed_at === null) !== isFirst) {
    return false
  }
  const secret = await openForPerson(userId, FIELD, row.sealed_secret)
  const step = stepOfCode(secret, code, now)
  if (step === undefined) {
    return false
  }
  const taken = await rowOf(userId)
    .where('last_step', '<', step)
    .where('sealed_secret', row.sealed_secret)
    .update({ last_step: step, confirmed_at: row.confirmed_at ?? now })
  return Number(taken) === 1
}

/** Removes it, one that is being set up as well. Answers whether there was one in use. */
export async function removeAuthenticator(userId: string): Promise<boolean> {
  const [removed] = await rowOf(userId).delete(['confirmed_at'])
  return Boolean((removed as unknown as Row | undefined)?.confirmed_at)
}
