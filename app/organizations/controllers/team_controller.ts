import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { ChangeRole } from '#organizations/actions/change_role'
import { aboutKeys } from '#organizations/actions/revoke_keys_of'
import { RemoveMember } from '#organizations/actions/remove_member'
import { TransferOwnership } from '#organizations/actions/transfer_ownership'
import { actorOf } from '#organizations/events/activity_recorded'
import Membership from '#organizations/models/membership'
import { listMembers, listOpenInvitations } from '#organizations/queries/list_team'
import { mayGrant, ROLES } from '#organizations/roles'
import InvitationTransformer from '#organizations/transformers/invitation_transformer'
import MemberTransformer from '#organizations/transformers/member_transformer'
import { roleValidator, transferValidator } from '#organizations/validators/organization_validator'

export default class TeamController {
  async show({ inertia, membership, organization }: HttpContext) {
    const tenant = currentTenant()
    const everybody = await listMembers(tenant)
    // Strangers look around in the sample: they meet the people who run it and not each other.
    const members =
      organization.isSample && !membership.may('team.manage')
        ? everybody.filter(({ userId, role }) => userId === membership.userId || role !== 'viewer')
        : everybody
    const manages = membership.may('team.manage')
    const invitations = manages ? await listOpenInvitations(tenant, DateTime.utc()) : []
    return inertia.render('organizations/team', {
      members: MemberTransformer.transform(members, membership),
      invitations: InvitationTransformer.transform(invitations),
      grantableRoles: manages ? ROLES.filter((role) => mayGrant(membership.role, role)) : [],
    })
  }

  async update(ctx: HttpContext) {
    const { role } = await ctx.request.validateUsing(roleValidator)
    const member = await this.member(ctx, ctx.params.member)
    await ctx.bouncer.with('TeamPolicy').authorize('changeRole', ctx.membership, { member, role })
    const change = { member, role, actor: actorOf(ctx) }
    const ended = await new ChangeRole().execute(currentTenant(), change)
    const message = `The role is changed.${aboutKeys(ended)}`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  async destroy(ctx: HttpContext) {
    const member = await this.member(ctx, ctx.params.member)
    await ctx.bouncer.with('TeamPolicy').authorize('remove', ctx.membership, member)
    const removal = { member, actor: actorOf(ctx) }
    const ended = await new RemoveMember().execute(currentTenant(), removal)
    const message = `This person has no access any more.${aboutKeys(ended)}`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  async leave(ctx: HttpContext) {
    const { membership: member, organization } = ctx
    await new RemoveMember().execute(currentTenant(), { member, actor: actorOf(ctx) })
    ctx.session.flash('toast', { tone: 'notice', message: `You have left ${organization.name}.` })
    return ctx.response.redirect().status(303).toPath('/')
  }

  async transfer(ctx: HttpContext) {
    const wish = await ctx.request.validateUsing(transferValidator)
    const to = await this.member(ctx, wish.member)
    const transfer = { from: ctx.membership, to, actor: actorOf(ctx) }
    await new TransferOwnership().execute(currentTenant(), transfer)
    ctx.session.flash('toast', { tone: 'success', message: 'The ownership is handed over.' })
    return ctx.response.redirect().status(303).back()
  }

  private member({ organization }: HttpContext, id: string) {
    return Membership.of(organization).where({ id }).firstOrFail()
  }
}
