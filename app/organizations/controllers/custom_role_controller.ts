import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import {
  DefineCustomRole,
  DeleteCustomRole,
  type RoleTerms,
} from '#organizations/actions/define_custom_role'
import { holdTeam } from '#organizations/controllers/hold_team'
import { actorOf } from '#organizations/events/activity_recorded'
import CustomRole from '#organizations/models/custom_role'
import { listCustomRoles } from '#organizations/queries/list_custom_roles'
import { listPermissions } from '#organizations/queries/list_permissions'
import type { Permission } from '#organizations/roles'
import CustomRoleTransformer from '#organizations/transformers/custom_role_transformer'
import { customRoleValidator } from '#organizations/validators/organization_validator'

/** Without it a place could not be opened, nor left. */
const ALWAYS: Permission = 'organization.view'

export default class CustomRoleController {
  async index({ inertia, membership }: HttpContext) {
    return inertia.render('organizations/roles', {
      customRoles: CustomRoleTransformer.transform(await listCustomRoles(currentTenant())),
      permissions: listPermissions(),
      held: [...membership.permissions],
    })
  }

  async store(ctx: HttpContext) {
    const terms = await this.terms(ctx)
    const team = await holdTeam(ctx)
    await this.authorize(ctx, terms.permissions)
    await new DefineCustomRole().execute(team, { terms, actor: actorOf(ctx) })
    return this.back(ctx, `“${terms.name}” was created.`)
  }

  async update(ctx: HttpContext) {
    const terms = await this.terms(ctx)
    const team = await holdTeam(ctx)
    const role = await this.role(ctx)
    await this.authorize(ctx, [...role.permissions, ...terms.permissions])
    await new DefineCustomRole().execute(team, { role, terms, actor: actorOf(ctx) })
    return this.back(ctx, `“${terms.name}” was saved. It applies to everybody who has it at once.`)
  }

  async destroy(ctx: HttpContext) {
    const team = await holdTeam(ctx)
    const role = await this.role(ctx)
    await this.authorize(ctx, role.permissions)
    await new DeleteCustomRole().execute(team, { role, actor: actorOf(ctx) })
    return this.back(ctx, `“${role.name}” was deleted.`)
  }

  private async terms({ request }: HttpContext): Promise<RoleTerms> {
    const form = await request.validateUsing(customRoleValidator())
    return { ...form, permissions: [...new Set([ALWAYS, ...form.permissions])] }
  }

  private authorize({ bouncer, membership }: HttpContext, permissions: Permission[]) {
    return bouncer.with('TeamPolicy').authorize('defineRole', membership, new Set(permissions))
  }

  private role({ organization, params }: HttpContext): Promise<CustomRole> {
    return CustomRole.of(organization).where('id', params.role).firstOrFail()
  }

  private back({ response, session }: HttpContext, message: string) {
    session.flash('toast', { tone: 'success', message })
    return response.redirect().status(303).back()
  }
}
