import type { DateTime } from 'luxon'
import { ProgrammingError, type TenantTransaction } from '#foundation'
import { FLOWS, type Flow } from '#billing/plans/plan'

/** Concurrent writers of one hour take different rows, so that they do not wait for each other. */
const SLOTS = 8

/** One row per transaction: two that each took several in another order would wait for each other for ever. */
const slots = new WeakMap<TenantTransaction, number>()

function slotOf(tenant: TenantTransaction): number {
  const slot = slots.get(tenant) ?? Math.floor(Math.random() * SLOTS)
  slots.set(tenant, slot)
  return slot
}

/** A clock that is further ahead than this is wrong; what it counted belongs to the present hour. */
const CLOCK_AHEAD_MS = 300_000

export interface Usage {
  meter: Flow
  /** Names the cause, so that it is counted once however often it is told: a run and its page, a request. */
  eventId: string
  /** Whole units, above zero. */
  quantity: number
  /** What caused it, as `kind:id`, for example `source:<id>`. */
  driver: string
  at: DateTime
}

/**
 * Writes usage down in the transaction of its cause: both happen, or neither. An event id that was counted before is
 * left out. The sums by hour are kept in the same statement.
 */
export async function recordUsage(
  tenant: TenantTransaction,
  usage: Usage,
  now: DateTime
): Promise<void> {
  assertCountable(usage)
  const at = Math.min(usage.at.toMillis(), now.toMillis() + CLOCK_AHEAD_MS)
  await tenant.query(
    `WITH entry AS (
       INSERT INTO usage_entries (organization_id, meter, event_id, quantity, driver, at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
       RETURNING organization_id, meter, date_trunc('hour', at, 'UTC') AS hour, driver, quantity
     )
     INSERT INTO usage_hours AS known (organization_id, meter, hour, driver, slot, quantity)
     SELECT organization_id, meter, hour, driver, $7, quantity FROM entry
     ON CONFLICT (organization_id, meter, hour, driver, slot)
     DO UPDATE SET quantity = known.quantity + excluded.quantity`,
    [
      tenant.organizationId,
      usage.meter,
      usage.eventId,
      usage.quantity,
      usage.driver,
      new Date(at),
      slotOf(tenant),
    ]
  )
}

/** Usage is counted by code, so a wrong one is a mistake of ours and stops the work that it would falsify. */
function assertCountable({ meter, quantity, eventId }: Usage) {
  if (!FLOWS.includes(meter) || !Number.isSafeInteger(quantity) || quantity <= 0) {
    throw new ProgrammingError(
      `Usage of '${meter}' for ${eventId} is ${quantity}: it is counted in whole units above zero.`
    )
  }
}
