import { BaseEvent } from '@adonisjs/core/events'
import type { TenantTransaction } from '#foundation'

/** A paused source is used again: what waited for it can continue. Part of the same transaction. */
export class SourceResumed extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly connectionId: string
  ) {
    super()
  }
}
