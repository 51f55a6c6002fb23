import { DateTime } from 'luxon'
import { flowAllowance } from '#billing'
import { enqueue, withTenant, type TenantTransaction } from '#foundation'
import { landRecords } from '../landing/land_records.js'
import { noteAnnounced } from '../landing/note_announced.js'
import { noteFault } from '../landing/note_fault.js'
import { openSource, type HookedSource } from '../landing/open_source.js'
import {
  nextWaiting,
  openDelivery,
  settle,
  type Place,
  type Settlement,
  type WaitingDelivery,
} from '../landing/waiting_delivery.js'
import { readAgain } from '../landing/read_again.js'
import { failpoint } from '#shared/failpoint'
import { PROCESS_QUEUE } from '../process_queue.js'

export interface SourcePlace {
  organizationId: string
  connectionId: string
}

/** A plan that was enlarged wakes what waits for it; this is for spending caps and new months. */
const PLAN_WAIT_MINUTES = 60

/**
 * Works on the deliveries of a source that wait, oldest first, each in a transaction of its own: claimed, mapped, written and
 * settled, or not at all. Whatever happens to the process, running it again goes on with what is not settled.
 */
export class ProcessDeliveries {
  constructor(private readonly now: () => Date = () => new Date()) {}

  async execute(place: SourcePlace) {
    const source = await openSource(place)
    if (!source) {
      return
    }
    const faults: unknown[] = []
    let behind: Place | null = null
    for (;;) {
      const held = await this.#next(source, behind, faults)
      if (!held) {
        break
      }
      behind = held
      await failpoint('after-commit')
    }
    if (faults.length > 0) {
      throw faults[0]
    }
  }

  /** A mistake of ours with one delivery stops no other. */
  async #next(source: HookedSource, behind: Place | null, faults: unknown[]) {
    let held: WaitingDelivery | null = null
    try {
      return await withTenant(source.organizationId, async (tenant) => {
        held = await nextWaiting(tenant, source.id, behind)
        const isOpen = held !== null && (await this.#hasRoom(tenant, source))
        return held && isOpen ? await this.#workOn(tenant, source, held) : null
      })
    } catch (error) {
      const failed = held as WaitingDelivery | null
      if (!failed) {
        throw error
      }
      faults.push(error)
      await noteFault(source, failed, this.now())
      return failed
    }
  }

  async #workOn(
    tenant: TenantTransaction,
    source: HookedSource,
    delivery: WaitingDelivery
  ): Promise<Place> {
    const now = this.now()
    const settlement = await this.#settlementOf(tenant, source, delivery)
    await settle(tenant, delivery, { settlement, now })
    await failpoint('before-commit')
    return delivery
  }

  async #settlementOf(
    tenant: TenantTransaction,
    source: HookedSource,
    delivery: WaitingDelivery
  ): Promise<Settlement> {
    const arrived = await openDelivery(delivery)
    const route = source.hook.routeOf(arrived, source.settings)
    if (!route) {
      return UNUSED
    }
    const now = this.now()
    if (route.recordsOf) {
      return landRecords(tenant, { source, route, delivery, arrived, now })
    }
    const isKnown = await noteAnnounced(tenant, { source, route, delivery, arrived })
    return isKnown
      ? readAgain(tenant, { source, stream: route.stream, now })
      : { ...NOTHING_ANNOUNCED, stream: route.stream }
  }

  /** Where the plan has no room, deliveries wait and say so; nothing of them is lost. */
  async #hasRoom(tenant: TenantTransaction, source: HookedSource): Promise<boolean> {
    const now = DateTime.fromJSDate(this.now())
    const allowance = await flowAllowance(tenant, 'records', now)
    if (allowance.isOpen) {
      return true
    }
    await tenant.query(
      `UPDATE webhook_deliveries SET code = 'E_PLAN_LIMIT', reason = $3
       WHERE organization_id = $1 AND connection_id = $2 AND outcome = 'waiting'`,
      [tenant.organizationId, source.id, allowance.message]
    )
    const { organizationId, id: connectionId } = source
    await enqueue(
      PROCESS_QUEUE,
      { organizationId, connectionId },
      {
        within: tenant,
        ...{ singletonKey: connectionId, group: organizationId },
        startAfter: now.plus({ minutes: PLAN_WAIT_MINUTES }).toJSDate(),
      }
    )
    return false
  }
}

const NOTHING_ANNOUNCED: Settlement = {
  outcome: 'failed',
  code: 'E_NOTHING_ANNOUNCED',
  reason: 'It does not say what can be read. Nothing was read.',
  stream: null,
  records: 0,
}

const UNUSED: Settlement = {
  outcome: 'ignored',
  code: 'E_EVENT_UNUSED',
  reason: 'This source does not use this kind of event.',
  stream: null,
  records: 0,
}
