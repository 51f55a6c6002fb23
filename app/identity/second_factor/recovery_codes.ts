import { hash, randomInt } from 'node:crypto'
import { heldConnection } from '#foundation'

/** Without letters and digits that are read for one another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const CODES = 10
const GROUPS = 4
const GROUP_LENGTH = 4

const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(31)]).join('')
const newCode = () => Array.from({ length: GROUPS }, group).join('-')

/** A code holds 79 random bits, so one round of SHA-256 is as good as a slow hash. */
const hashOf = (userId: string, code: string) =>
  hash('sha256', `${userId}|${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`, 'hex')

/** Makes ten codes in place of the old ones, and answers them: the only moment at which they can be read. */
export async function renewRecoveryCodes(userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode)
  const connection = heldConnection()
  await connection.from('recovery_codes').where('user_id', userId).delete()
  await connection
    .table('recovery_codes')
    .multiInsert(codes.map((code) => ({ user_id: userId, code_hash: hashOf(userId, code) })))
  return codes
}

/** Uses a code up. Of two requests with one code, exactly one gets through. */
export async function useRecoveryCode(userId: string, code: string): Promise<boolean> {
  const used = await heldConnection()
    .from('recovery_codes')
    .where({ user_id: userId, code_hash: hashOf(userId, code) })
    .delete()
  return Number(used) === 1
}

export async function forgetRecoveryCodes(userId: string) {
  await heldConnection().from('recovery_codes').where('user_id', userId).delete()
}
