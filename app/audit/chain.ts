import { createHmac, hash } from 'node:crypto'
import { appKey } from '#config/app'
import { auditKey } from '#audit/keys'

/** What the hash of an entry covers: everything in its row except the two hashes. */
export interface AuditContent {
  organizationId: string
  sequence: number
  at: Date
  actorId: string | null
  action: string
  subject: string
  detail: Record<string, unknown>
  ip: string | null
}

/** The end of a chain, and from where it counts: what was accepted after a break is not held against it. */
export interface HeadContent {
  organizationId: string
  sequence: number
  hash: string
  acceptedSequence: number
  acceptedHash: string
}

/** The "previous hash" of the first entry. */
export const GENESIS = '0'.repeat(64)

/**
 * HMAC-SHA-256 over previous ‖ canonical entry, with the key of that name; null where there is no such key. Entries from before
 * keys had names carry none and a plain SHA-256: only what follows them, and the head, is signed.
 */
export function entryHash(
  previous: string,
  content: AuditContent,
  keyId: string | null
): string | null {
  const text = previous + canonical({ ...content, at: content.at.toISOString() })
  return keyId === null ? hash('sha256', text, 'hex') : signed(text, keyId)
}

/** Signs the end of the chain, so that cutting entries off, or writing a whole new chain, shows. */
export function headSignature(head: HeadContent, keyId: string | null): string | null {
  const { organizationId, sequence, hash: end, acceptedSequence, acceptedHash } = head
  if (keyId === null) {
    return createHmac('sha256', appKey.release())
      .update(`audit-head|${organizationId}|${sequence}|${end}`)
      .digest('hex')
  }
  const parts = ['head', organizationId, sequence, end, acceptedSequence, acceptedHash]
  return signed(parts.join('|'), keyId)
}

function signed(text: string, keyId: string): string | null {
  const key = auditKey(keyId)
  return key ? createHmac('sha256', key.secret).update(text).digest('hex') : null
}

/** JSON with sorted keys: jsonb does not keep the order in which we wrote them. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
