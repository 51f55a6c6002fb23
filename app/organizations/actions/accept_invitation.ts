import type { DateTime } from 'luxon'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { RegisterPerson, User } from '#identity'
import { AddMember } from '#organizations/actions/add_member'
import { announce } from '#organizations/events/activity_recorded'
import { HeldTeam } from '#organizations/held_team'
import Invitation from '#organizations/models/invitation'
import { findInvitation, invitationClosed } from '#organizations/queries/find_invitation'
import { isStillOffered } from '#organizations/queries/is_still_offered'
import { isTaken } from '#organizations/taken'

export interface Acceptance {
  token: string
  now: DateTime
  ip: string
  /** Who accepts: the signed-in person, or the details of a new one. */
  guest: { user: User } | { fullName: string; password: string; timeZone: string }
}

/** Uses an invitation up. Of two acceptances at once, one joins and the other one finds it closed. */
export class AcceptInvitation {
  async execute({ token, now, ip, guest }: Acceptance): Promise<User> {
    const { organizationId, invitationId } = await findInvitation(token, now)
    const userId = await withTenant(organizationId, async (tenant) => {
      await HeldTeam.hold(tenant)
      const invitation = await this.take(tenant, invitationId, now)
      const user = await this.identify(tenant, invitation, { guest, now })
      await this.join(tenant, invitation, user)
      await announce(tenant, {
        actor: { id: user.id, ip },
        action: 'invitation.accepted',
        subject: `invitation:${invitation.id}`,
        detail: { role: invitation.role },
      })
      return user.id
    })
    return User.findOrFail(userId)
  }

  private async take(tenant: TenantTransaction, id: string, now: DateTime) {
    const invitation = await Invitation.of({ id: tenant.organizationId })
      .where({ id })
      .whereNull('accepted_at')
      .whereNull('revoked_at')
      .where('expires_at', '>', now.toJSDate())
      .forUpdate()
      .first()
    if (!invitation || !(await isStillOffered(tenant, invitation))) {
      throw invitationClosed()
    }
    await invitation.merge({ acceptedAt: now }).save()
    await tenant.query(
      'DELETE FROM invitation_directory WHERE organization_id = $1 AND invitation_id = $2',
      [tenant.organizationId, id]
    )
    return invitation
  }

  /** The link came to one mailbox, so it works for that address only. */
  private async identify(
    tenant: TenantTransaction,
    { email }: Invitation,
    { guest, now }: Pick<Acceptance, 'guest' | 'now'>
  ) {
    if ('user' in guest) {
      if (guest.user.email !== email) {
        throw invitationClosed()
      }
      guest.user.emailVerifiedAt ??= now
      return guest.user
    }
    if (await User.findBy({ email }, { client: tenant.trx })) {
      throw signInFirst()
    }
    try {
      return await new RegisterPerson().execute(tenant.trx, {
        ...guest,
        email,
        emailVerifiedAt: now,
      })
    } catch (error) {
      // The newcomer accepted another invitation at this very moment, and has an account by now.
      throw isTaken(error, 'users_email_key') ? signInFirst() : error
    }
  }

  private async join(tenant: TenantTransaction, { role, customRoleId }: Invitation, user: User) {
    const isNew = await new AddMember().execute(tenant, { userId: user.id, role })
    if (isNew && customRoleId) {
      await tenant.query(
        'UPDATE memberships SET custom_role_id = $3 WHERE organization_id = $1 AND user_id = $2',
        [tenant.organizationId, user.id, customRoleId]
      )
    }
    user.useTransaction(tenant.trx)
    await user.merge({ lastOrganizationId: tenant.organizationId }).save()
  }
}

function signInFirst() {
  return new Refusal({
    code: 'E_SIGN_IN_FIRST',
    status: 409,
    message: 'There is already an account with this address. Sign in to accept the invitation.',
  })
}
