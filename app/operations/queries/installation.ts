import { noteOperatorAccess } from '#audit'
import { heldConnection, withTenant } from '#foundation'

type Looking = Parameters<typeof noteOperatorAccess>[0]

export interface Installation {
  organizations: number
  sampleOrganizations: number
  people: number
  /** Sources that are synced on schedule. */
  scheduled: number
  /** Of these, the ones whose next sync is more than an hour late. */
  late: number
}

const FIGURES = `
  SELECT (SELECT count(*) FROM organizations WHERE NOT is_sample)::int AS organizations,
    (SELECT count(*) FROM organizations WHERE is_sample)::int AS "sampleOrganizations",
    (SELECT count(*) FROM users)::int AS people,
    (SELECT count(*) FROM sync_schedule)::int AS scheduled,
    (SELECT count(*) FROM sync_schedule WHERE next_sync_at < now() - interval '1 hour')::int AS late`

/** The installation in a handful of figures, all from directories. */
export async function installationFigures(looking: Looking): Promise<Installation> {
  await noteOperatorAccess(looking, 'overview')
  const { rows } = await heldConnection().rawQuery(FIGURES)
  return rows[0]
}

interface Listed {
  id: string
  slug: string
  name: string
  isSample: boolean
  createdAt: Date
}

interface Inside {
  members: number
  sources: number
  /** Sources that wait for a person: the consent has expired. */
  stuckSources: number
  lastSyncAt: Date | null
  plan: string | null
  subscription: string | null
}

export type OrganizationRow = Listed & Inside

export const ORGANIZATIONS_PER_PAGE = 25

const INSIDE = `
  SELECT (SELECT count(*) FROM memberships WHERE organization_id = $1)::int AS members,
    (SELECT count(*) FROM connections WHERE organization_id = $1 AND state <> 'removed')::int AS sources,
    (SELECT count(*) FROM connections WHERE organization_id = $1 AND state = 'needs_reconnect')::int AS "stuckSources",
    (SELECT max(finished_at) FROM sync_runs WHERE organization_id = $1) AS "lastSyncAt",
    (SELECT terms->>'plan' FROM subscriptions WHERE organization_id = $1) AS plan,
    (SELECT status FROM subscriptions WHERE organization_id = $1) AS subscription`

/** Organizations whose name or address holds the text, newest first. */
export async function listOrganizations(looking: Looking, search: string, page: number) {
  await noteOperatorAccess(looking, `organizations, page ${page}`)
  const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const matching = () =>
    heldConnection()
      .from('organizations')
      .where((either) => void either.whereILike('name', like).orWhereILike('slug', like))
  const [{ total }] = await matching().count('* as total')
  const found: Listed[] = await matching()
    .select('id', 'slug', 'name', 'is_sample as isSample', 'created_at as createdAt')
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }])
    .forPage(page, ORGANIZATIONS_PER_PAGE)
  const rows: OrganizationRow[] = []
  for (const one of found) {
    rows.push({ ...one, ...(await insideOf(one.id)) })
  }
  return { rows, total: Number(total) }
}

/** Counts of one organization, read under its own policy like everything of it. */
function insideOf(organizationId: string): Promise<Inside> {
  return withTenant(
    organizationId,
    async (tenant) => {
      const { rows } = await tenant.query<Inside>(INSIDE, [organizationId])
      return rows[0]
    },
    { keepsAnswers: true }
  )
}

/** Names of organizations by id, for lists that hold ids only. */
export async function organizationNames(ids: string[]): Promise<Map<string, string>> {
  const rows = await heldConnection().from('organizations').whereIn('id', ids).select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}
