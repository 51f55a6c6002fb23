import { randomBytes } from 'node:crypto'
import { heldConnection } from '#foundation'
import { decrypt, encrypt, keyWrapper } from '#vault/envelope'

/** Seals what belongs to a person and to no organization, under a data key of that person. */
export async function sealForPerson(
  personId: string,
  field: string,
  plaintext: string
): Promise<string> {
  const key = await personKey(personId)
  return encrypt(key, Buffer.from(plaintext), `person|${personId}|${field}`)
}

/** Opens a value sealed for exactly this person and field. Throws where it was moved or altered. */
export async function openForPerson(
  personId: string,
  field: string,
  sealed: string
): Promise<string> {
  const key = await personKey(personId)
  return decrypt(key, sealed, `person|${personId}|${field}`).toString()
}

/** Made at the first use; of two first uses at once, both get the one that was stored. */
async function personKey(personId: string): Promise<Buffer> {
  const context = `person|${personId}`
  const stored = await storedKey(personId)
  if (stored) {
    return keyWrapper().unwrap(stored, context)
  }
  const wrapped = await keyWrapper().wrap(randomBytes(32), context)
  await heldConnection()
    .insertQuery()
    .table('person_keys')
    .insert({ user_id: personId, wrapped_key: wrapped, created_at: new Date() })
    .onConflict('user_id')
    .ignore()
  return keyWrapper().unwrap((await storedKey(personId))!, context)
}

async function storedKey(personId: string): Promise<string | undefined> {
  const row = await heldConnection().from('person_keys').where('user_id', personId).first()
  return row?.wrapped_key
}
