import type { TenantTransaction } from '#foundation'

/** Whoever connects or uploads under the same name at the same moment waits here, and then sees the other one's source. */
export async function holdName(tenant: TenantTransaction, name: string) {
  await tenant.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${tenant.organizationId}:${slugOf(name)}`,
  ])
}

/** A name for addresses, made from what the person calls the source, not taken yet. */
export async function freeSlug(tenant: TenantTransaction, name: string): Promise<string> {
  const base = slugOf(name)
  const { rows } = await tenant.query<{ slug: string }>(
    'SELECT slug FROM connections WHERE organization_id = $1',
    [tenant.organizationId]
  )
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(base)) {
    return base
  }
  let number = 2
  while (taken.has(`${base}-${number}`)) {
    number += 1
  }
  return `${base}-${number}`
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[\u0300-\u036F]/g, '')
  const slug = plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return slug.slice(0, 50) || 'source'
}
