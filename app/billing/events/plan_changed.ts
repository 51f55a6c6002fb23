import emitter from '@adonisjs/core/services/emitter'
import { BaseEvent } from '@adonisjs/core/events'
import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'

/** What an organization may use has changed: what waits for more can look again. Part of the same transaction. */
export class PlanChanged extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly now: DateTime
  ) {
    super()
  }
}

export async function announcePlanChange(tenant: TenantTransaction, now: DateTime) {
  await emitter.emit(PlanChanged, new PlanChanged(tenant, now))
}
