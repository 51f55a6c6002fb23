import { createHmac, hash } from 'node:crypto'
import { appKey } from '#config/app'

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

/** The "previous hash" of the first entry. */
export const GENESIS = '0'.repeat(64)

/** sha256(previous ‖ canonical entry). */
export function entryHash(previous: string, content: AuditContent): string {
  return hash('sha256', previous + canonical({ ...content, at: content.at.toISOString() }), 'hex')
}

/**
 * Signs the end of the chain with a key that is not in the database, so that cutting entries off the
 * end, or writing a whole new chain, shows.
 */
export function headSignature(organizationId: string, sequence: number, head: string): string {
  return createHmac('sha256', appKey.release())
    .update(`audit-head|${organizationId}|${sequence}|${head}`)
    .digest('hex')
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
