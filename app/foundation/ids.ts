import { hash, randomBytes } from 'node:crypto'

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness, so that keys made by several
 * processes still arrive at the database roughly in order.
 */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes[6] = 0x70 | (bytes[6] & 0x0f)
  bytes[8] = 0x80 | (bytes[8] & 0x3f)
  return formatUuid(bytes.toString('hex'))
}

/** The same UUID for the same text, for rows whose identity comes from a vendor. */
export function stableUuid(text: string): string {
  const hex = hash('sha256', text, 'hex').slice(0, 32)
  const variant = ((Number.parseInt(hex[16], 16) & 0x3) | 0x8).toString(16)
  return formatUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`)
}

function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
