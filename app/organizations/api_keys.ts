import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX = 'qd_live_'
const RANDOM_LENGTH = 32
const CHECKSUM_LENGTH = 6
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`)

/** What an API key may be made for. */
export const API_SCOPES = [
  'metrics:read',
  'imports:write',
  'syncs:read',
  'alerts:read',
  'alerts:write',
  'reports:read',
  'reports:write',
  'kpis:read',
  'kpis:write',
  'sources:write',
  'annotations:write',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** `qd_live_`, 32 random base62 characters (190 bits), and a checksum that catches typing errors. */
export function generateApiKey(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(62)]).join('')
  return PREFIX + random + checksum(random)
}

/** False for text that cannot be one of our keys, so that guesses cost no query. */
export function looksLikeApiKey(text: string): boolean {
  const random = text.slice(PREFIX.length, PREFIX.length + RANDOM_LENGTH)
  return SHAPE.test(text) && text.endsWith(checksum(random))
}

/** Keys carry 190 random bits, so one round of SHA-256 is as good as a slow hash. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex')
}

/** The start of a key, for telling keys apart in lists. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, PREFIX.length + 4)
}

function checksum(random: string): string {
  let rest = crc32(random)
  let text = ''
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    text = ALPHABET[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}
