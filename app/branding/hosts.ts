import { randomBytes } from 'node:crypto'
import { resolveTxt } from 'node:dns/promises'
import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { heldConnection, Refusal, type TenantTransaction } from '#foundation'

/** For this long a released host is nobody else's: links and mails to it are still around. */
const QUARANTINE_DAYS = 30
/** A proof may be missing this long, as after a mistake in the zone, before the host stops answering. */
const GRACE_DAYS = 3
/** An installation of one machine, whose browser finds every name under `.localhost`. */
const LOCAL = ['localhost', '127.0.0.1']
const HOST =
  /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export const PROOF_PREFIX = '_domain-proof'
export const proofOf = (token: string) => `domain-proof=${token}`

export interface BrandHost {
  host: string
  brandId: string
  token: string
  verifiedAt: Date | null
  checkedAt: Date | null
  failingSince: Date | null
}

type Resolve = (name: string) => Promise<string[][]>

/** Asks for TXT records; replaced in tests. */
export const dns: { txt: Resolve } = { txt: resolveTxt }

const FIELDS = `host, brand_id AS "brandId", token, verified_at AS "verifiedAt", checked_at AS "checkedAt",
  failing_since AS "failingSince"`

export async function hostsOf(tenant: TenantTransaction): Promise<BrandHost[]> {
  const { rows } = await tenant.query<BrandHost>(
    `SELECT ${FIELDS} FROM brand_hosts WHERE organization_id = $1 ORDER BY host`,
    [tenant.organizationId]
  )
  return rows
}

/** A name that an agency says is its own. It answers nothing until that is proven. */
export async function claimHost(
  tenant: TenantTransaction,
  { host, brandId, now }: { host: string; brandId: string; now: DateTime }
): Promise<void> {
  const name = host.trim().toLowerCase().replace(/\.$/, '')
  assertClaimable(name)
  const { rowCount } = await tenant.query(
    `INSERT INTO brand_hosts (host, organization_id, brand_id, token, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [name, tenant.organizationId, brandId, randomBytes(20).toString('base64url'), now.toJSDate()]
  )
  if (rowCount === 0) {
    throw Refusal.ofField('host', 'You have added this domain already.')
  }
}

function assertClaimable(name: string) {
  const own = new URL(appUrl).hostname
  if (!HOST.test(name)) {
    throw Refusal.ofField(
      'host',
      'Enter a domain without https:// or a path, for example reports.agency.com.'
    )
  }
  const isOwn = name === own || name.endsWith(`.${own}`) || name.endsWith('.localhost')
  if (isOwn && !LOCAL.includes(own)) {
    throw Refusal.ofField(
      'host',
      'This domain belongs to the installation itself. Use one of your own.'
    )
  }
}

export async function findHost(tenant: TenantTransaction, host: string): Promise<BrandHost> {
  const { rows } = await tenant.query<BrandHost>(
    `SELECT ${FIELDS} FROM brand_hosts WHERE organization_id = $1 AND host = $2`,
    [tenant.organizationId, host]
  )
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message:
        'This domain was not added here, or was released. Nothing was changed. Reload the page.',
    })
  }
  return rows[0]
}

/** Whether the zone of the host holds its proof. Waits for a name server, so no transaction may be open. */
export async function isProven({ host, token }: Pick<BrandHost, 'host' | 'token'>) {
  try {
    const records = await dns.txt(`${PROOF_PREFIX}.${host}`)
    return records.some((parts) => parts.join('') === proofOf(token))
  } catch {
    return false
  }
}

/** First verified wins: the second to prove the same host is told so, and so is who comes too soon after another let go of it. */
export async function noteProof(
  tenant: TenantTransaction,
  { host, now }: { host: string; now: DateTime }
): Promise<void> {
  const { organizationId } = tenant
  const { rows } = await tenant.query(
    `SELECT 1 FROM brand_hosts WHERE host = $1 AND organization_id <> $2 AND verified_at IS NOT NULL
     UNION ALL SELECT 1 FROM brand_host_releases WHERE host = $1 AND organization_id <> $2 AND released_at > $3`,
    [host, organizationId, now.minus({ days: QUARANTINE_DAYS }).toJSDate()]
  )
  if (rows.length > 0) {
    throw hostTaken()
  }
  await tenant.query(
    `UPDATE brand_hosts SET verified_at = coalesce(verified_at, $3), checked_at = $3, failing_since = NULL
     WHERE host = $1 AND organization_id = $2`,
    [host, organizationId, now.toJSDate()]
  )
}

/** A proof that has been missing for days no longer counts. Answers whether the host stopped answering. */
export async function noteMissingProof(
  tenant: TenantTransaction,
  { host, now }: { host: string; now: DateTime }
): Promise<boolean> {
  const { rows } = await tenant.query<{ stopped: boolean }>(
    `UPDATE brand_hosts h SET checked_at = $3, failing_since = coalesce(h.failing_since, $3),
       verified_at = CASE WHEN h.failing_since <= $4 THEN NULL ELSE h.verified_at END
     FROM brand_hosts before WHERE before.host = h.host AND before.organization_id = h.organization_id
       AND h.host = $1 AND h.organization_id = $2
     RETURNING before.verified_at IS NOT NULL AND h.verified_at IS NULL AS stopped`,
    [host, tenant.organizationId, now.toJSDate(), now.minus({ days: GRACE_DAYS }).toJSDate()]
  )
  return rows[0]?.stopped ?? false
}

export async function releaseHost(tenant: TenantTransaction, host: BrandHost, now: DateTime) {
  const values = [host.host, tenant.organizationId]
  await tenant.query('DELETE FROM brand_hosts WHERE host = $1 AND organization_id = $2', values)
  if (host.verifiedAt) {
    await tenant.query(
      `INSERT INTO brand_host_releases (host, organization_id, released_at) VALUES ($1, $2, $3)
       ON CONFLICT (host) DO UPDATE SET organization_id = excluded.organization_id, released_at = excluded.released_at`,
      [...values, now.toJSDate()]
    )
  }
}

/** Every verified host and whose it is, for the daily check. */
export async function verifiedHosts(): Promise<
  { host: string; token: string; agencyId: string }[]
> {
  const { rows } = await heldConnection().rawQuery(
    `SELECT host, token, organization_id AS "agencyId" FROM brand_hosts WHERE verified_at IS NOT NULL ORDER BY host`
  )
  return rows
}

function hostTaken() {
  return new Refusal({
    code: 'E_HOST_TAKEN',
    status: 409,
    message: `Another organization uses this domain, or let go of it less than ${QUARANTINE_DAYS} days ago. If it belongs to you, ask the operator of this installation.`,
  })
}
