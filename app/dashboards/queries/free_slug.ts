import type { TenantTransaction } from '#foundation'

const LONGEST = 60

/** An address for a name that no dashboard of the organization has, deleted ones included. */
export async function freeSlug(tenant: TenantTransaction, name: string): Promise<string> {
  const wanted = slugOf(name)
  const { rows } = await tenant.query<{ slug: string }>(
    'SELECT slug FROM dashboards WHERE organization_id = $1',
    [tenant.organizationId]
  )
  const taken = new Set(rows.map(({ slug }) => slug))
  let candidate = wanted
  for (let number = 2; taken.has(candidate); number++) {
    candidate = `${wanted}-${number}`
  }
  return candidate
}

/** A name in the letters that addresses and names of files have. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')
  const slug = plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '')
  return slug || 'dashboard'
}
