import { hash, randomBytes } from 'node:crypto'

/** A secret for a link in a mail, and the form of it that we store. */
export function newLinkToken() {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashLinkToken(token) }
}

export function hashLinkToken(token: string): string {
  return hash('sha256', token, 'hex')
}
