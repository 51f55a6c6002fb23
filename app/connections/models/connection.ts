import { column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import type { ErrorKind } from '#kit'
import { Refusal, TenantModel } from '#foundation'

export type ConnectionState = 'pending' | 'connected' | 'needs_reconnect' | 'paused' | 'removed'

/** One source that an organization connected: a connector with credentials, accounts and a schedule. */
export default class Connection extends TenantModel {
  static table = 'connections'

  /** The source of this slug or id, or the answer that there is none. */
  static async named(organization: { id: string }, name: unknown): Promise<Connection> {
    const source = (await Connection.of(organization)
      .whereNot('state', 'removed')
      .where((either) => either.where('slug', `${name}`).orWhereRaw('id::text = ?', [`${name}`]))
      .first()) as Connection | null
    if (!source) {
      throw new Refusal({
        code: 'E_SOURCE_NOT_FOUND',
        status: 404,
        message: 'This source does not exist or was removed. Choose one from the list of sources.',
      })
    }
    return source
  }

  @column()
  declare pluginId: string

  @column()
  declare pluginVersion: string

  /** Name of the connector inside the plugin. */
  @column()
  declare connector: string

  /** Name in addresses and on the command line. */
  @column()
  declare slug: string

  @column()
  declare name: string

  @column()
  declare mode: 'live' | 'sandbox'

  /** Name of the way of signing in, inside the connector. */
  @column()
  declare authName: string

  @column()
  declare settings: Record<string, unknown>

  /** What may be shown, such as who consented and to which scopes. Never a secret. */
  @column()
  declare publicCredentials: Record<string, unknown>

  /** The source of the same vendor family whose consent this one reads with; null where it has its own. */
  @column()
  declare consentHolderId: string | null

  @column()
  declare state: ConnectionState

  @column()
  declare stateKind: ErrorKind | null

  /** Why it is in this state, for the person. */
  @column()
  declare stateReason: string | null

  @column()
  declare syncEveryMinutes: number

  /** First day to read, where the person chose one. */
  @column.date()
  declare backfillFrom: DateTime | null

  @column()
  declare createdBy: string | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
