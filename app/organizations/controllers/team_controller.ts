import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal } from '#foundation'
import { ChangeRole } from '#organizations/actions/change_role'
import { aboutKeys } from '#organizations/actions/revoke_keys_of'
import { RemoveMember } from '#organizations/actions/remove_member'
import { TransferOwnership } from '#organizations/actions/transfer_ownership'
import { holdTeam } from '#organizations/controllers/hold_team'
import { actorOf } from '#organizations/events/activity_recorded'
import type { HeldTeam } from '#organizations/held_team'
import type Membership from '#organizations/models/membership'
import { listMembers, listOpenInvitations } from '#organizations/queries/list_team'
import { grantableTo, listCustomRoles } from '#organizations/queries/list_custom_roles'
import { roleChosen } from '#organizations/queries/role_chosen'
import CustomRoleTransformer from '#organizations/transformers/custom_role_transformer'
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
    const own = await listCustomRoles(tenant)
    const invitations = manages ? await listOpenInvitations(tenant, DateTime.utc()) : []
    return inertia.render('organizations/team', {
      members: MemberTransformer.transform(members, membership),
      invitations: InvitationTransformer.transform(invitations),
      customRoles: CustomRoleTransformer.transform(own),
      grantableRoles: manages ? grantableTo(membership, own) : [],
    })
  }

  async update(ctx: HttpContext) {
    const { role } = await ctx.request.validateUsing(roleValidator)
    const team = await holdTeam(ctx)
    const member = await this.member(team, ctx)
    const choice = await roleChosen(team.tenant, role)
    const judged = { member, granted: choice.permissions }
    await ctx.bouncer.with('TeamPolicy').authorize('changeRole', ctx.membership, judged)
    const change = { ...choice, member, actor: actorOf(ctx) }
    const ended = await new ChangeRole().execute(team, change)
    const message = `The role was changed.${aboutKeys(ended)}`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  async destroy(ctx: HttpContext) {
    const team = await holdTeam(ctx)
    const member = await this.member(team, ctx)
    await ctx.bouncer.with('TeamPolicy').authorize('remove', ctx.membership, member)
    const removal = { member, actor: actorOf(ctx) }
    const ended = await new RemoveMember().execute(team, removal)
    const message = `This person was removed.${aboutKeys(ended)}`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  async leave(ctx: HttpContext) {
    const team = await holdTeam(ctx)
    assertOwnPerson(ctx.membership)
    await new RemoveMember().execute(team, { member: ctx.membership, actor: actorOf(ctx) })
    const message = `You have left ${ctx.organization.name}.`
    ctx.session.flash('toast', { tone: 'notice', message })
    return ctx.response.redirect().status(303).toPath('/')
  }

  async transfer(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(transferValidator)
    const team = await holdTeam(ctx)
    await ctx.bouncer.authorize('organization.transfer', ctx.membership)
    const to = await team.member(form.member)
    if (!to) {
      throw noHeir()
    }
    assertOwnPerson(to)
    const transfer = { from: ctx.membership, to, actor: actorOf(ctx) }
    await new TransferOwnership().execute(team, transfer)
    ctx.session.flash('toast', { tone: 'success', message: 'The ownership was transferred.' })
    return ctx.response.redirect().status(303).back()
  }

  private async member(team: HeldTeam, { params }: HttpContext) {
    const member = await team.member(params.member)
    if (!member) {
      throw notInTheTeam()
    }
    assertOwnPerson(member)
    return member
  }
}

/** The place of an agency's person follows from what the owner agreed to, and would come back by itself. */
function assertOwnPerson({ delegationId }: Membership) {
  if (delegationId !== null) {
    throw new Refusal({
      code: 'E_THROUGH_AGENCY',
      status: 409,
      message:
        'This person has access through an agency, so nothing was changed here. An owner changes or ends the access of the whole agency under Agencies; the agency chooses its people.',
    })
  }
}

function notInTheTeam() {
  return new Refusal({
    code: 'E_NOT_FOUND',
    status: 404,
    message:
      'This person is not in the team: they left or were removed. Nothing was changed. Reload the team page.',
  })
}

function noHeir() {
  return new Refusal({
    code: 'E_NOT_A_MEMBER',
    status: 409,
    message:
      'This person is no longer in the team, so the ownership was not transferred. Choose someone else.',
  })
}
