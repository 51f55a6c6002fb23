import type { TenantTransaction } from '#foundation'

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
