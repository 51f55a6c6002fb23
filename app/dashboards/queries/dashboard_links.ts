import type { TenantTransaction } from '#foundation'
import { Refusal } from '#foundation'
import { hashLinkToken } from '#dashboards/link_tokens'

export type LinkKind = 'link' | 'embed'

export interface DashboardLink {
  id: string
  dashboardId: string
  kind: LinkKind
  name: string
  passwordHash: string | null
  secret: string | null
  parents: string[]
  expiresAt: Date | null
}

const COLUMNS = `id, dashboard_id AS "dashboardId", kind, name, password_hash AS "passwordHash",
  secret, parents, expires_at AS "expiresAt"`

/** The links of a dashboard that still open it, newest first, without what opens them. */
export async function listLinks(tenant: TenantTransaction, dashboardId: string) {
  const { rows } = await tenant.query<DashboardLink & { createdAt: Date }>(
    `SELECT ${COLUMNS}, created_at AS "createdAt" FROM dashboard_links
      WHERE organization_id = $1 AND dashboard_id = $2 AND revoked_at IS NULL
      ORDER BY created_at DESC`,
    [tenant.organizationId, dashboardId]
  )
  return rows.map(({ id, kind, name, passwordHash, parents, expiresAt, createdAt }) => ({
    id,
    kind,
    name,
    parents,
    hasPassword: passwordHash !== null,
    expiresAt: expiresAt?.toISOString() ?? null,
    isExpired: expiresAt !== null && expiresAt.getTime() <= Date.now(),
    createdAt: createdAt.toISOString(),
  }))
}

/** The link that a token opens now; one that ended, was revoked or never was opens nothing. */
export async function openLink(
  tenant: TenantTransaction,
  { token, kind, now }: { token: string; kind: LinkKind; now: Date }
): Promise<DashboardLink> {
  const { rows } = await tenant.query<DashboardLink>(
    `SELECT ${COLUMNS} FROM dashboard_links
      WHERE organization_id = $1 AND token_hash = $2 AND kind = $3 AND revoked_at IS NULL`,
    [tenant.organizationId, hashLinkToken(token), kind]
  )
  if (rows.length === 0 || (rows[0].expiresAt && rows[0].expiresAt <= now)) {
    throw opensNothing()
  }
  return rows[0]
}

const ENDED = 'E_LINK_ENDED'

export const isNoLink = (error: unknown) => error instanceof Refusal && error.code === ENDED

export function opensNothing() {
  return new Refusal({
    code: ENDED,
    status: 410,
    message:
      'This link opens nothing: it has expired, it was revoked, or its address is not complete. Ask whoever sent it for a new one.',
  })
}
