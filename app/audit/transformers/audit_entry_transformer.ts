import { BaseTransformer } from '@adonisjs/core/transformers'
import type { AuditEntry } from '#audit/queries/list_audit_entries'

/** An entry as the audit page shows it. Subjects name their kind only; ids stay on the server. */
export default class AuditEntryTransformer extends BaseTransformer<AuditEntry> {
  toObject() {
    const { sequence, at, actorName, action, subject, detail, ip } = this.resource
    return {
      sequence,
      at: at.toISOString(),
      actorName,
      action,
      subject: subject.split(':')[0],
      change: describeChange(detail),
      ip,
    }
  }
}

/** Before and after in words: `role: analyst → viewer`. */
function describeChange(detail: Record<string, unknown>): string | null {
  const parts = Object.entries(detail).map(([key, value]) => `${key}: ${textOf(value)}`)
  return parts.length > 0 ? parts.join(' · ') : null
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(textOf).join(', ')
  }
  return typeof value === 'object' && value !== null
    ? `(${describeChange(value as Record<string, unknown>)})`
    : String(value)
}
