import { withTenant, type TenantTransaction } from '#foundation'
import { openSecret, sealSecret } from '#vault'
import type { Role } from '#organizations/roles'
import type { Client } from '#organizations/sso/provider'

const FIELD = 'sso_client_secret'

export interface Connection {
  issuer: string
  clientId: string
  defaultRole: Role
}

interface Row {
  issuer: string
  client_id: string
  default_role: Role
  sealed_secret: Parameters<typeof openSecret>[2]
}

const place = (tenant: TenantTransaction) => ({ connectionId: tenant.organizationId, field: FIELD })

async function rowOf(tenant: TenantTransaction): Promise<Row | undefined> {
  const { rows } = await tenant.query<Row>(
    'SELECT issuer, client_id, default_role, sealed_secret FROM sso_providers WHERE organization_id = $1',
    [tenant.organizationId]
  )
  return rows[0]
}

/** What the settings show: never the secret. */
export async function findConnection(tenant: TenantTransaction): Promise<Connection | null> {
  const row = await rowOf(tenant)
  return row ? { issuer: row.issuer, clientId: row.client_id, defaultRole: row.default_role } : null
}

/** Keeps the provider; without a new secret the old one stays, unless the issuer changed: it is for that one only. */
export async function saveConnection(
  tenant: TenantTransaction,
  { issuer, clientId, defaultRole, clientSecret }: Connection & { clientSecret?: string }
): Promise<boolean> {
  const before = await rowOf(tenant)
  const kept = before?.issuer === issuer ? before.sealed_secret : undefined
  const sealed = clientSecret ? await sealSecret(tenant, place(tenant), clientSecret) : kept
  if (!sealed) {
    return false
  }
  await tenant.query(
    `INSERT INTO sso_providers (organization_id, issuer, client_id, sealed_secret, default_role, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organization_id) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
       sealed_secret = excluded.sealed_secret, default_role = excluded.default_role, updated_at = excluded.updated_at`,
    [tenant.organizationId, issuer, clientId, JSON.stringify(sealed), defaultRole, new Date()]
  )
  return true
}

export async function removeConnection(tenant: TenantTransaction) {
  await tenant.query('DELETE FROM sso_providers WHERE organization_id = $1', [
    tenant.organizationId,
  ])
}

/** Ready for a sign-in, with its secret. */
export function openConnection(organizationId: string) {
  return withTenant(organizationId, async (tenant): Promise<(Client & Connection) | undefined> => {
    const row = await rowOf(tenant)
    if (!row) {
      return undefined
    }
    const { issuer, client_id: clientId, default_role: defaultRole } = row
    const clientSecret = await openSecret(tenant, place(tenant), row.sealed_secret)
    return { issuer, clientId, defaultRole, clientSecret }
  })
}
