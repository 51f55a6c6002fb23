import { hash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 24
const ID_BYTES = 16
const SHAPE = /^[\w-]{54}$/

/**
 * A token names its organization, so that it is looked up behind the organization's own policy and no directory of links is
 * needed; the 192 random bits after that are what opens something.
 */
export function newLinkToken(organizationId: string): string {
  const id = Buffer.from(organizationId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, randomBytes(SECRET_BYTES)]).toString('base64url')
}

/** Null for text that cannot be a token, so that guesses cost no query. */
export function organizationOf(token: string): string | null {
  if (!SHAPE.test(token)) {
    return null
  }
  const hex = Buffer.from(token, 'base64url').subarray(0, ID_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Tokens carry 192 random bits, so one round of SHA-256 is as good as a slow hash. */
export const hashLinkToken = (token: string) => hash('sha256', token, 'hex')
