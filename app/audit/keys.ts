import { hkdfSync } from 'node:crypto'
import { appKey } from '#config/app'
import env from '#start/env'

export interface AuditKey {
  /** Stands beside what it signed, so that older entries stay readable after a change of keys. */
  id: string
  secret: Buffer
}

/** Of installations that name no key of their own, and of what was written before they did. */
const DERIVED = 'app'
const SHAPE = /^([\w-]{1,20})[=:]([\w+/=-]{40,})$/

let keys: AuditKey[] | undefined

/** Newest first: the first one signs, all of them are believed. */
export function auditKeys(): AuditKey[] {
  keys ??= readKeys(env.get('AUDIT_KEYS')?.release() ?? '')
  return keys
}

export function auditKey(id: string): AuditKey | undefined {
  return auditKeys().find((key) => key.id === id)
}

/** Reads `2:base64,1:base64`. The derived key comes last. */
export function readKeys(text: string): AuditKey[] {
  const parts = text.split(',').map((part) => part.trim())
  const named = parts.filter(Boolean).map((part) => {
    const [, id, secret] = SHAPE.exec(part) ?? []
    if (!id || id === DERIVED) {
      throw new Error(
        'AUDIT_KEYS cannot be read. Write it like 2:…,1:… with a name and 32 random bytes in base64 for each key, the newest first.'
      )
    }
    return { id, secret: Buffer.from(secret, 'base64') }
  })
  const derived = Buffer.from(hkdfSync('sha256', appKey.release(), '', 'audit chain', 32))
  return [...named, { id: DERIVED, secret: derived }]
}

/** Takes other keys, as a restart with other settings would. Answers how to go back. */
export function useAuditKeys(others: AuditKey[]): () => void {
  const before = auditKeys()
  keys = others
  return () => {
    keys = before
  }
}
