import type { TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type Membership from '#organizations/models/membership'

interface Transfer {
  from: Membership
  to: Membership
  actor: Actor
}

/** Makes another member the owner; the old owner stays as an admin. */
export class TransferOwnership {
  async execute(tenant: TenantTransaction, { from, to, actor }: Transfer) {
    if (from.id === to.id) {
      return
    }
    await to.merge({ role: 'owner' }).save()
    await from.merge({ role: 'admin' }).save()
    await announce(tenant, {
      actor,
      action: 'ownership.transferred',
      subject: `member:${to.userId}`,
      detail: { from: from.userId, to: to.userId },
    })
  }
}
