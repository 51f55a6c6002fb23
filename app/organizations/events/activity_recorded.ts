import emitter from '@adonisjs/core/services/emitter'
import { BaseEvent } from '@adonisjs/core/events'
import type { HttpContext } from '@adonisjs/core/http'
import type { TenantTransaction } from '#foundation'

/** Who acts, and from where. Commands and jobs act as nobody. */
export interface Actor {
  id: string | null
  ip: string | null
}

export interface Activity {
  actor: Actor
  /** `noun.past_participle`, for example `member.role_changed`. */
  action: string
  /** What it was done to, for example `member:<id>`. */
  subject: string
  detail?: Record<string, unknown>
}

/** Something happened that an auditor of the organization wants to see. */
export class ActivityRecorded extends BaseEvent {
  constructor(
    readonly tenant: TenantTransaction,
    readonly activity: Activity
  ) {
    super()
  }
}

/** Announces it and waits, so that the audit entry is part of the transaction that caused it. */
export async function announce(tenant: TenantTransaction, activity: Activity) {
  await emitter.emit(ActivityRecorded, new ActivityRecorded(tenant, activity))
}

export function actorOf(ctx: HttpContext): Actor {
  return { id: ctx.auth.user?.id ?? null, ip: ctx.request.ip() }
}
