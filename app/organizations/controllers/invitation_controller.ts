import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { sentNotice } from '#mail'
import { InviteMember } from '#organizations/actions/invite_member'
import { RevokeInvitation } from '#organizations/actions/revoke_invitation'
import { holdTeam } from '#organizations/controllers/hold_team'
import { actorOf } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import Invitation from '#organizations/models/invitation'
import { roleChosen } from '#organizations/queries/role_chosen'
import { inviteValidator } from '#organizations/validators/organization_validator'

interface Request {
  email: string
  /** A built-in role by its name, one of the organization's own by its id. */
  role: string
}

export default class InvitationController {
  async store(ctx: HttpContext) {
    const offer = await ctx.request.validateUsing(inviteValidator)
    return this.invite(ctx, await holdTeam(ctx), offer)
  }

  /** Sends the mail again, with a new link and seven more days. */
  async resend(ctx: HttpContext) {
    const team = await holdTeam(ctx)
    const { email, role, customRoleId } = await this.open(ctx)
    return this.invite(ctx, team, { email, role: customRoleId ?? role })
  }

  async destroy(ctx: HttpContext) {
    const team = await holdTeam(ctx)
    const invitation = await this.open(ctx)
    const { role, customRoleId } = invitation
    const { permissions } = await roleChosen(team.tenant, customRoleId ?? role)
    await ctx.bouncer.with('TeamPolicy').authorize('invite', ctx.membership, permissions)
    await new RevokeInvitation().execute(team, { invitation, actor: actorOf(ctx) })
    ctx.session.flash('toast', { tone: 'success', message: 'The invitation was revoked.' })
    return ctx.response.redirect().status(303).back()
  }

  private async invite(ctx: HttpContext, team: HeldTeam, { email, role }: Request) {
    const choice = await roleChosen(team.tenant, role)
    await ctx.bouncer.with('TeamPolicy').authorize('invite', ctx.membership, choice.permissions)
    ctx.auth.getUserOrFail().assertVerified()
    const offer = { ...choice, email, actor: actorOf(ctx), now: DateTime.utc() }
    await new InviteMember().execute(team, offer)
    const message = `An invitation was sent to ${email}. It is valid for seven days.`
    ctx.session.flash('toast', await sentNotice(ctx.request, message))
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
