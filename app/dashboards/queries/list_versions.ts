import type { TenantTransaction } from '#foundation'
import { listMembers } from '#organizations'
import type Dashboard from '#dashboards/models/dashboard'

/** As many as a person looks through; older ones stay and are reached by number. */
const MOST_VERSIONS = 50

export interface Version {
  number: number
  publishedAt: string
  /** Null where they have left, or the product made it. */
  publishedBy: string | null
  titles: string[]
}

/** What was published, newest first. */
export async function listVersions(
  tenant: TenantTransaction,
  { id }: Dashboard
): Promise<Version[]> {
  const { rows } = await tenant.query<{
    number: number
    published_at: Date
    published_by: string | null
    titles: string[]
  }>(
    `SELECT number, published_at, published_by,
            ARRAY(SELECT widget->>'title' FROM jsonb_array_elements(widgets) AS widget) AS titles
       FROM dashboard_versions WHERE organization_id = $1 AND dashboard_id = $2
      ORDER BY number DESC LIMIT ${MOST_VERSIONS}`,
    [tenant.organizationId, id]
  )
  const members = await listMembers(tenant)
  const names = new Map(members.map(({ userId, fullName }) => [userId, fullName]))
  return rows.map((row) => ({
    number: row.number,
    publishedAt: row.published_at.toISOString(),
    publishedBy: names.get(row.published_by ?? '') ?? null,
    titles: row.titles,
  }))
}
