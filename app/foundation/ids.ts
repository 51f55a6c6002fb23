import { randomBytes } from 'node:crypto'
import { formatUuid } from '#shared/stable_uuid'

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
