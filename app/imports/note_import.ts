import { recordAudit } from '#audit'
import type { TenantTransaction } from '#foundation'
import type Import from './models/import.js'

/** Who did it; a null id is a program or the command line. */
export interface Actor {
  id: string | null
  ip?: string | null
}

export interface Deed {
  action: 'import.started' | 'import.stopped' | 'import.undone' | 'import.repaired'
  actor: Actor
  detail?: Record<string, unknown>
}

/** Writes what somebody did with an import into the organization's audit trail. */
export function noteImport(
  tenant: TenantTransaction,
  { id, fileName, source }: Import,
  { action, actor, detail }: Deed
) {
  return recordAudit(tenant, {
    actorId: actor.id,
    ip: actor.ip,
    action,
    subject: `import:${id}`,
    detail: { file: fileName, source, ...detail },
  })
}
