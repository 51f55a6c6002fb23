import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'

/** Addresses of the dashboards that the reader marked; those that they may see no longer are not on their list anyway. */
export async function listFavourites({ auth }: HttpContext): Promise<string[]> {
  const tenant = currentTenant()
  const { rows } = await tenant.query<{ slug: string }>(
    `SELECT d.slug FROM dashboard_favourites f
       JOIN dashboards d ON d.organization_id = $1 AND d.id = f.dashboard_id
      WHERE f.organization_id = $1 AND f.user_id = $2 ORDER BY d.slug`,
    [tenant.organizationId, auth.getUserOrFail().id]
  )
  return rows.map(({ slug }) => slug)
}

export async function isFavourite(ctx: HttpContext, { slug }: { slug: string }): Promise<boolean> {
  const marked = await listFavourites(ctx)
  return marked.includes(slug)
}
