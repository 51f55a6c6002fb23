import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import type Connection from '../models/connection.js'
import { deleteCredentials } from '../credentials/credential_store.js'
import { removalHandlers } from '../events/source_removed.js'

export interface Change {
  actor: { id: string | null; ip?: string | null }
  now: Date
}

/** Stops reading a source for a while. */
export class PauseSource {
  async execute(connection: Connection, change: Change): Promise<Connection> {
    assertNotRemoved(connection)
    await connection.merge({ state: 'paused', stateKind: null, stateReason: null }).save()
    return noted(connection, change, 'source.paused')
  }
}

/** Reads a paused source again. */
export class ResumeSource {
  async execute(connection: Connection, change: Change): Promise<Connection> {
    assertNotRemoved(connection)
    if (connection.state === 'paused') {
      await connection.merge({ state: 'connected', stateKind: null, stateReason: null }).save()
    }
    return noted(connection, change, 'source.resumed')
  }
}

/**
 * Removes a source: its credentials and accounts are destroyed at once, and everybody who keeps something of it is asked, in the
 * same transaction, to let it go.
 */
export class RemoveSource {
  async execute(connection: Connection, change: Change): Promise<Connection> {
    assertNotRemoved(connection)
    const tenant = currentTenant()
    await deleteCredentials(tenant, connection.id)
    await tenant.query(
      'DELETE FROM connection_accounts WHERE organization_id = $1 AND connection_id = $2',
      [tenant.organizationId, connection.id]
    )
    for (const handle of removalHandlers()) {
      await handle(tenant, connection.id)
    }
    const slug = `${connection.slug}-removed-${connection.id.slice(-6)}`
    await connection.merge({ state: 'removed', slug, publicCredentials: {} }).save()
    return noted(connection, change, 'source.removed')
  }
}

/** Chooses which accounts of the vendor are read. */
export class SelectAccounts {
  async execute(connection: Connection, accountIds: string[], change: Change): Promise<Connection> {
    assertNotRemoved(connection)
    if (accountIds.length === 0) {
      throw new Refusal({
        code: 'E_NO_ACCOUNT_SELECTED',
        status: 422,
        message: 'Choose at least one account, or remove the source.',
      })
    }
    await currentTenant().query(
      `UPDATE connection_accounts SET is_selected = external_id = any($3)
        WHERE organization_id = $1 AND connection_id = $2`,
      [connection.organizationId, connection.id, accountIds]
    )
    return noted(connection, change, 'source.accounts_selected')
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
