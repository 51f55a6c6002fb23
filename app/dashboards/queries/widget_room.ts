import { Refusal, type TenantTransaction } from '#foundation'

/** More than a page can be read for; each asks the engine a question of its own. */
export const MOST_WIDGETS = 60

export const tooManyMessage = (count: number) =>
  `This dashboard has ${count} widgets; the first ${MOST_WIDGETS} are answered. Remove some, or move them to another dashboard.`

/**
 * Refuses one more widget on a full dashboard. Waits for others who add one at the same moment, so that together they do
 * not add too many.
 */
export async function assertRoom(tenant: TenantTransaction, dashboardId: string) {
  const key = [tenant.organizationId, dashboardId]
  await tenant.query(
    'SELECT 1 FROM dashboards WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    key
  )
  const { rows } = await tenant.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM dashboard_widgets
     WHERE organization_id = $1 AND dashboard_id = $2 AND removed_at IS NULL`,
    key
  )
  if (rows[0].count >= MOST_WIDGETS) {
    throw new Refusal({
      code: 'E_DASHBOARD_FULL',
      status: 422,
      message: `A dashboard has at most ${MOST_WIDGETS} widgets, and this one is full, so nothing was added. Remove one first, or use another dashboard.`,
    })
  }
}
