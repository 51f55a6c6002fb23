import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { HeldTeam } from '#organizations/held_team'
import { organizationNotFound } from '#organizations/tenant_request'

/**
 * Holds the team and reads the place of the person who acts once more: the middleware let them in by a role that
 * somebody may have taken from them since. Whatever is authorized afterwards is judged by what they are now.
 */
export async function holdTeam(ctx: HttpContext): Promise<HeldTeam> {
  const team = await HeldTeam.hold(currentTenant())
  const own = await team.memberOf(ctx.auth.getUserOrFail().id)
  if (!own) {
    throw organizationNotFound()
  }
  ctx.membership = own
  return team
}
