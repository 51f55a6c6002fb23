import { BaseTransformer } from '@adonisjs/core/transformers'
import type { AuditEntry } from '#audit/queries/list_audit_entries'
import { describeChange } from './describe_change.js'

/** An entry as the audit page shows it. Subjects name their kind only; ids stay on the server. */
export default class AuditEntryTransformer extends BaseTransformer<AuditEntry> {
  toObject() {
    const { sequence, at, actorName, action, subject, detail, ip } = this.resource
    const [kind, id] = subject.split(':')
    return {
      sequence,
      at: at.toISOString(),
      actorName,
      action,
      subject: kind,
      change: describeChange(kind === 'plugin' ? { plugin: id, ...detail } : detail),
      ip,
    }
  }
}
