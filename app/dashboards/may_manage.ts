import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { can } from '#organizations'
import type Dashboard from '#dashboards/models/dashboard'

type Owned = Pick<Dashboard, 'createdBy'>

/**
 * A dashboard belongs to who made it: they decide who sees it and whether it stays. Whoever manages the organization may as
 * well, and everybody who edits dashboards where nobody made it, as with those that came with the product.
 */
export function mayManage(ctx: HttpContext, { createdBy }: Owned): boolean {
  const isOwn = createdBy === null || createdBy === ctx.auth.user?.id
  return can(ctx, 'dashboards.edit') && (isOwn || can(ctx, 'organization.manage'))
}

export function assertMayManage(ctx: HttpContext, dashboard: Owned) {
  if (!mayManage(ctx, dashboard)) {
    throw new Refusal({
      code: 'E_NOT_THE_OWNER',
      status: 403,
      message:
        'This dashboard belongs to another person, who decides who sees it and whether it is deleted, so nothing was changed. Ask them or an admin, or duplicate it for yourself.',
    })
  }
}
