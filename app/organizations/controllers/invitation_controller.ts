import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { InviteMember } from '#organizations/actions/invite_member'
import { RevokeInvitation } from '#organizations/actions/revoke_invitation'
import { actorOf } from '#organizations/events/activity_recorded'
import Invitation from '#organizations/models/invitation'
import type { Role } from '#organizations/roles'
import { inviteValidator } from '#organizations/validators/organization_validator'

export default class InvitationController {
  async store(ctx: HttpContext) {
    const { email, role } = await ctx.request.validateUsing(inviteValidator)
    return this.invite(ctx, email, role)
  }

  /** Sends the mail again, with a new link and seven more days. */
  async resend(ctx: HttpContext) {
    const { email, role } = await this.open(ctx)
    return this.invite(ctx, email, role)
  }

  async destroy(ctx: HttpContext) {
    const invitation = await this.open(ctx)
    await ctx.bouncer.with('TeamPolicy').authorize('invite', ctx.membership, invitation.role)
    await new RevokeInvitation().execute(currentTenant(), { invitation, actor: actorOf(ctx) })
    ctx.session.flash('toast', { tone: 'success', message: 'The invitation is taken back.' })
    return ctx.response.redirect().status(303).back()
  }

  private async invite(ctx: HttpContext, email: string, role: Role) {
    await ctx.bouncer.with('TeamPolicy').authorize('invite', ctx.membership, role)
    const offer = { email, role, actor: actorOf(ctx), now: DateTime.utc() }
    await new InviteMember().execute(currentTenant(), offer)
    const message = `An invitation to ${email} is on its way. It works for seven days.`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  private open({ organization, params }: HttpContext) {
    return Invitation.of(organization)
      .where('id', params.invitation)
      .whereNull('accepted_at')
      .whereNull('revoked_at')
      .firstOrFail()
  }
}
