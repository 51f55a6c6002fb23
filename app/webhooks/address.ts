import { createHash, randomBytes } from 'node:crypto'
import { appUrl } from '#config/app'

/** Where deliveries arrive; behind it the token of the source. */
export const HOOKS_PATH = '/hooks/'

const TOKEN_BYTES = 32

/** The address is the secret of vendors that sign nothing: 256 bits, as for keys. */
export const newToken = () => randomBytes(TOKEN_BYTES).toString('base64url')

/** What the directory knows: whoever reads it cannot send anything. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

export const addressOf = (token: string) => new URL(HOOKS_PATH + token, appUrl).href
