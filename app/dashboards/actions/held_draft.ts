import type { TenantTransaction } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'

export interface Draft {
  revision: number
  draft_by: string | null
  draft_since: Date | null
}

/** The draft of a dashboard as it is now, held until the transaction ends: one person at a time changes, publishes or leaves it. */
export async function heldDraft(
  tenant: TenantTransaction,
  { id }: Pick<Dashboard, 'id'>
): Promise<Draft> {
  const { rows } = await tenant.query<Draft>(
    `SELECT revision, draft_by, draft_since FROM dashboards
      WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
    [tenant.organizationId, id]
  )
  return rows[0]
}
