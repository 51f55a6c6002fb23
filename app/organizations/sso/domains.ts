import { resolveTxt } from 'node:dns/promises'
import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'

/** Where the record stands, below the domain, and what it begins with. */
export const RECORD_NAME = '_quarterdeck-sign-in'
const RECORD_PREFIX = 'quarterdeck-sign-in='
/** Names that no name server knows (RFC 2606). */
const RESERVED = /\.(test|example|invalid|localhost)$/
const MOST_DOMAINS = 20

/** How TXT records are found. Tests put their own in place. */
export const dns = { txt: resolveTxt as (name: string) => Promise<string[][]> }

export interface Domain {
  domain: string
  /** The TXT record that proves it. */
  record: { name: string; value: string }
  verifiedAt: Date | null
}

interface Row {
  domain: string
  token: string
  verified_at: Date | null
}

export async function listDomains(tenant: TenantTransaction): Promise<Domain[]> {
  const { rows } = await tenant.query<Row>(
    'SELECT domain, token, verified_at FROM sso_domains WHERE organization_id = $1 ORDER BY domain',
    [tenant.organizationId]
  )
  return rows.map(({ domain, token, verified_at: verifiedAt }) => ({
    domain,
    record: { name: `${RECORD_NAME}.${domain}`, value: `${RECORD_PREFIX}${token}` },
    verifiedAt,
  }))
}

/** Names a domain and the record that is to prove it. */
export async function claimDomain(tenant: TenantTransaction, domain: string, now: Date) {
  const domains = await listDomains(tenant)
  if (domains.length >= MOST_DOMAINS) {
    throw refused(
      'E_TOO_MANY_DOMAINS',
      `${MOST_DOMAINS} domains are the most, so none was added. Remove one first.`
    )
  }
  await tenant.query(
    `INSERT INTO sso_domains (organization_id, domain, token, created_at)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, domain, randomBytes(20).toString('hex'), now]
  )
}

export async function removeDomain(tenant: TenantTransaction, domain: string) {
  const own = [tenant.organizationId, domain]
  await tenant.query('DELETE FROM sso_domains WHERE organization_id = $1 AND domain = $2', own)
  await tenant.query(
    'DELETE FROM sso_domain_directory WHERE organization_id = $1 AND domain = $2',
    own
  )
}

/** Looks for the record, outside every transaction: a name server may take its time. */
export async function isRecordThere({ domain, record }: Domain): Promise<boolean> {
  if (RESERVED.test(domain)) {
    return false
  }
  try {
    const found = await dns.txt(record.name)
    return found.some((parts) => parts.join('').trim() === record.value)
  } catch {
    // No such name, or no answer: not proven either way.
    return false
  }
}

/** Takes a proven domain. Of two organizations that prove it, the first has it. */
export async function takeDomain(tenant: TenantTransaction, domain: string, now: Date) {
  await tenant.query(
    'INSERT INTO sso_domain_directory (domain, organization_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [domain, tenant.organizationId]
  )
  const owner = await organizationOfDomain(domain, tenant)
  if (owner !== tenant.organizationId) {
    throw refused(
      'E_DOMAIN_TAKEN',
      `${domain} belongs to another organization of this installation, which proved it first. Remove it there.`
    )
  }
  await tenant.query(
    'UPDATE sso_domains SET verified_at = $3 WHERE organization_id = $1 AND domain = $2',
    [tenant.organizationId, domain, now]
  )
}

/** Which organization proved this domain. Reads the directory only. */
export async function organizationOfDomain(
  domain: string,
  tenant?: TenantTransaction
): Promise<string | undefined> {
  const row = await (tenant?.trx ?? db).from('sso_domain_directory').where({ domain }).first()
  return row?.organization_id
}

/** Whether the organization still has its domain; a record that is gone ends the sign-in through it. */
export async function recheckDomains(): Promise<number> {
  const rows: { domain: string; organization_id: string }[] = await db.from('sso_domain_directory')
  let lost = 0
  for (const { domain, organization_id: organizationId } of rows) {
    const known = await withTenant(organizationId, (tenant) => listDomains(tenant), {
      readOnly: true,
    })
    const found = known.find((one) => one.domain === domain)
    if (found && (await isRecordThere(found))) {
      continue
    }
    lost += 1
    await withTenant(organizationId, async (tenant) => {
      const own = [organizationId, domain]
      await tenant.query(
        'UPDATE sso_domains SET verified_at = NULL WHERE organization_id = $1 AND domain = $2',
        own
      )
      await tenant.query(
        'DELETE FROM sso_domain_directory WHERE organization_id = $1 AND domain = $2',
        own
      )
    })
  }
  return lost
}

const refused = (code: string, message: string) => new Refusal({ code, status: 409, message })
