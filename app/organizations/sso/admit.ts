import { randomBytes } from 'node:crypto'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { RegisterPerson, SetPassword, User } from '#identity'
import { AddMember } from '#organizations/actions/add_member'
import { announce } from '#organizations/events/activity_recorded'
import { HeldTeam } from '#organizations/held_team'
import type { Role } from '#organizations/roles'
import type { Identity } from '#organizations/sso/provider'

interface Admission {
  organizationId: string
  identity: Identity
  defaultRole: Role
  ip: string
}

/**
 * The person of an address in a proven domain, with a place in the organization. Who signed up with the address before anybody
 * confirmed it loses it: their password and sessions end.
 */
export async function admit(admission: Admission): Promise<{ user: User; isNew: boolean }> {
  const now = DateTime.utc()
  const known = await User.findBy('email', admission.identity.email)
  if (known && !known.emailVerifiedAt) {
    known.emailVerifiedAt = now
    await new SetPassword().execute(known, { password: unknowable(), now })
  }
  const id = await withTenant(admission.organizationId, async (tenant) => {
    await HeldTeam.hold(tenant)
    const user = known ?? (await register(tenant, admission))
    await join(tenant, user, admission)
    return user.id
  })
  return { user: await User.findOrFail(id), isNew: !known }
}

const unknowable = () => randomBytes(32).toString('base64url')

function register(tenant: TenantTransaction, { identity }: Admission) {
  return new RegisterPerson().execute(tenant.trx, {
    email: identity.email,
    fullName: identity.name.slice(0, 100),
    password: unknowable(),
    timeZone: 'UTC',
    emailVerifiedAt: DateTime.utc(),
  })
}

async function join(tenant: TenantTransaction, user: User, { defaultRole, ip }: Admission) {
  const isNew = await new AddMember().execute(tenant, { userId: user.id, role: defaultRole })
  if (isNew) {
    await announce(tenant, {
      actor: { id: user.id, ip },
      action: 'member.joined_by_single_sign_on',
      subject: `member:${user.id}`,
      detail: { role: defaultRole },
    })
  }
}
