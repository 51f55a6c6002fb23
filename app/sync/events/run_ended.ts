import { BaseEvent } from '@adonisjs/core/events'
import type { TenantTransaction } from '#foundation'

/** A sync, an import or what was sent has landed, or failed to. Part of the transaction that ends the run. */
export class RunEnded extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly runId: string
  ) {
    super()
  }
}
