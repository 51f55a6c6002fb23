import type { TenantTransaction } from '#foundation'
import type { Breakdown } from './identities.js'

/** Breakdowns that this process saw committed, as `organization:id`. */
const CACHE_LIMIT = 100_000
const committed = new Set<string>()

const INSERT = `
  INSERT INTO breakdowns (organization_id, id, dimensions)
  SELECT $1::uuid, b.id, b.dimensions::jsonb
  FROM unnest($2::bigint[], $3::text[]) AS b (id, dimensions)
  ORDER BY b.id
  ON CONFLICT (organization_id, id) DO NOTHING`

/** Makes the combinations of dimensions known that this process has not yet seen committed. */
export async function writeBreakdowns(
  tenant: TenantTransaction,
  breakdowns: Map<bigint, Breakdown>
) {
  const keyOf = ({ id }: Breakdown) => `${tenant.organizationId}:${id}`
  const unknown = [...breakdowns.values()].filter((entry) => !committed.has(keyOf(entry)))
  if (unknown.length === 0) {
    return
  }
  const ids = unknown.map(({ id }) => id.toString())
  await tenant.query(INSERT, [tenant.organizationId, ids, unknown.map(({ json }) => json)])
  tenant.afterCommit(() => {
    if (committed.size > CACHE_LIMIT) {
      committed.clear()
    }
    unknown.forEach((entry) => committed.add(keyOf(entry)))
  })
}
