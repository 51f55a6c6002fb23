import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import { askForMirror } from '#billing/payments/follow'
import type { VerifiedEvent } from '#billing/provider/verify_event'

/**
 * Notes an event and asks for the present state of its customer. What the event itself says is not used: it may be
 * late, doubled or out of order. An event whose customer is not ours is noted and nothing else.
 */
export class ReceiveEvent {
  async execute({ id, type, customerRef, createdAt }: VerifiedEvent): Promise<'new' | 'known'> {
    const organizationId = customerRef ? await organizationOf(customerRef) : null
    if (!organizationId) {
      return this.note({ id, type, customerRef, createdAt })
    }
    return withTenant(organizationId, async (tenant) => {
      const outcome = await this.note({ id, type, customerRef, createdAt }, tenant.trx)
      if (outcome === 'new') {
        await askForMirror(tenant)
      }
      return outcome
    })
  }

  /** The id goes in first: of two deliveries at once, the second waits here and finds it. */
  private async note(
    { id, type, customerRef, createdAt }: VerifiedEvent,
    client: Pick<typeof db, 'rawQuery'> = db
  ) {
    const { rowCount } = await client.rawQuery(
      `INSERT INTO payment_events (id, type, customer_ref, created_at, received_at)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [id, type, customerRef, createdAt, new Date()]
    )
    return rowCount > 0 ? 'new' : 'known'
  }
}

async function organizationOf(customerRef: string): Promise<string | null> {
  const row = await db.from('payment_customers').where('customer_ref', customerRef).first()
  return row?.organization_id ?? null
}
