import { randomBytes } from 'node:crypto'
import { formatUuid } from '#shared/stable_uuid'

const SEQUENCE_BITS = 12
let latest = { ms: 0, sequence: 0 }

/**
 * A new UUIDv7 (RFC 9562, section 6.2, method 1): 48 bits of milliseconds, a counter within the
 * millisecond, then randomness. Keys of one process sort in the order in which they were made, so
 * that rows of one transaction keep theirs; those of several arrive at the database roughly in order.
 */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16)
  // Half the counter's range at random, the other half free to count.
  const first = bytes.readUInt16BE(6) % (1 << (SEQUENCE_BITS - 1))
  latest = { ms: nowMs, sequence: nowMs === latest.ms ? latest.sequence + 1 : first }
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | (latest.sequence % (1 << SEQUENCE_BITS)), 6)
  bytes[8] = 0x80 | (bytes[8] & 0x3f)
  return formatUuid(bytes.toString('hex'))
}
