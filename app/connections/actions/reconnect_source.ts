import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import type Connection from '../models/connection.js'
import { signInSource, type ConnectOutcome, type SignIn } from './sign_in.js'

export interface Reconnection extends SignIn {
  actor: { id: string | null; ip?: string | null }
}

/** Gives a source new credentials. Everything it has read stays; reading goes on where it stopped. */
export class ReconnectSource {
  async execute(connection: Connection, wish: Reconnection): Promise<ConnectOutcome> {
    await recordAudit(currentTenant(), {
      actorId: wish.actor.id,
      ip: wish.actor.ip,
      action: 'source.reconnected',
      subject: `connection:${connection.id}`,
      detail: { name: connection.name },
    })
    const registry = await pluginRegistry()
    const { definition } = registry.connector(connection.pluginId, connection.connector)
    return signInSource(connection, definition.auth[connection.authName], wish)
  }
}
