import { BaseEvent } from '@adonisjs/core/events'
import type { TenantTransaction } from '#foundation'
import type Connection from '../models/connection.js'

/** A source was connected, or got new credentials. Part of the same transaction. */
export class SourceConnected extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly connection: Connection,
    readonly now: Date
  ) {
    super()
  }
}
