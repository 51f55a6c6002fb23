import { recordAudit } from '#audit'
import { currentTenant, Refusal, type TenantTransaction } from '#foundation'
import type { DateTime } from 'luxon'
import Connection from '../models/connection.js'
import { deleteCredentials } from '../credentials/credential_store.js'
import { handConsentOn } from '../credentials/shared_consent.js'
import { leavingHandlers, onSourceRemoved, removalHandlers } from '../events/source_removed.js'

export interface Change {
  actor: { id: string | null; ip?: string | null }
  now: Date
}

/**
 * Removes a source: its credentials and accounts are destroyed at once, and everybody who keeps something of it is asked, in the
 * same transaction, to let it go.
 */
export class RemoveSource {
  /** For contexts above that keep rows of a source. */
  static readonly follow = onSourceRemoved

  /** What is to be said to the vendor first, while there is access to it. Never inside a transaction. */
  async leave({ id, organizationId, state }: Connection): Promise<void> {
    if (state !== 'connected') {
      return
    }
    for (const leave of leavingHandlers()) {
      await leave({ organizationId, connectionId: id })
    }
  }

  async execute(connection: Connection, change: Change): Promise<Connection> {
    assertNotRemoved(connection)
    const tenant = currentTenant()
    await handConsentOn(tenant, connection.id, change.now)
    await deleteCredentials(tenant, connection.id)
    await tenant.query(
      'DELETE FROM connection_accounts WHERE organization_id = $1 AND connection_id = $2',
      [tenant.organizationId, connection.id]
    )
    for (const handle of removalHandlers()) {
      await handle(tenant, connection.id)
    }
    const slug = `${connection.slug}-removed-${connection.id.slice(-6)}`
    await connection
      .merge({ state: 'removed', slug, publicCredentials: {}, consentHolderId: null })
      .save()
    return noted(connection, change, 'source.removed')
  }
}

function assertNotRemoved({ state, name }: Connection) {
  if (state === 'removed') {
    throw new Refusal({
      code: 'E_SOURCE_REMOVED',
      status: 409,
      message: `${name} was removed. Connect it again as a new source.`,
    })
  }
}

async function noted(connection: Connection, { actor, now }: Change, action: string) {
  await recordAudit(currentTenant(), {
    actorId: actor.id,
    ip: actor.ip,
    action,
    subject: `connection:${connection.id}`,
    detail: { name: connection.name },
    at: now,
  })
  return connection
}

/** Every source that reads with a plugin, by the system itself. Vendors are not told: there is nothing left that could call them. */
export async function removeSourcesOf(
  tenant: TenantTransaction,
  { pluginId, now }: { pluginId: string; now: DateTime }
) {
  const sources = await Connection.of({ id: tenant.organizationId })
    .where('plugin_id', pluginId)
    .whereNot('state', 'removed')
    .orderBy('id')
  for (const source of sources) {
    await new RemoveSource().execute(source, { actor: { id: null }, now: now.toJSDate() })
  }
}
