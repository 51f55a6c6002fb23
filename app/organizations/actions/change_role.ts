import type { TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type Membership from '#organizations/models/membership'
import { assertAnotherOwner } from '#organizations/owners'
import type { Role } from '#organizations/roles'

interface Change {
  member: Membership
  role: Role
  actor: Actor
}

export class ChangeRole {
  async execute(tenant: TenantTransaction, { member, role, actor }: Change) {
    const before = member.role
    if (before === role) {
      return
    }
    if (role !== 'owner') {
      await assertAnotherOwner(tenant, member)
    }
    await member.merge({ role }).save()
    await announce(tenant, {
      actor,
      action: 'member.role_changed',
      subject: `member:${member.userId}`,
      detail: { from: before, to: role },
    })
  }
}
