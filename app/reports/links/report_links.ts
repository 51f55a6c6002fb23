import hash from '@adonisjs/core/services/hash'
import { newId, Refusal, type TenantTransaction } from '#foundation'
import { hashLinkToken, newLinkToken } from '#shared/link_token'
import type { ComposedReport } from '#reports/composing/compose_report'

export interface ReportLink {
  id: string
  runId: string
  passwordHash: string | null
}

interface NewLink {
  runId: string
  password?: string
  expiresAt: Date
  userId: string
  now: Date
}

/** Opens a run to people without an account. The token is shown once; its hash is kept. */
export async function createLink(tenant: TenantTransaction, wanted: NewLink): Promise<string> {
  const { token, tokenHash } = newLinkToken()
  const { runId, password, expiresAt, userId, now } = wanted
  const passwordHash = password ? await hash.make(password) : null
  await tenant.query(
    `INSERT INTO report_links (organization_id, id, run_id, token_hash, password_hash, expires_at, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[tenant.organizationId, newId(), runId, tokenHash],
      ...[passwordHash, expiresAt, userId, now],
    ]
  )
  return token
}

/** Ends every link of a run. Answers how many opened it. */
export async function revokeLinks(tenant: TenantTransaction, runId: string, now: Date) {
  const { rowCount } = await tenant.query(
    `UPDATE report_links SET revoked_at = $3
      WHERE organization_id = $1 AND run_id = $2 AND revoked_at IS NULL AND expires_at > $3`,
    [tenant.organizationId, runId, now]
  )
  return rowCount ?? 0
}

/** The link that a token opens now; one that ended, was revoked or never was opens nothing. */
export async function openLink(
  tenant: TenantTransaction,
  token: string,
  now: Date
): Promise<ReportLink> {
  const { rows } = await tenant.query<ReportLink>(
    `SELECT l.id, l.run_id AS "runId", l.password_hash AS "passwordHash" FROM report_links l
       JOIN report_runs r ON r.organization_id = l.organization_id AND r.id = l.run_id
       JOIN reports p ON p.organization_id = r.organization_id AND p.id = r.report_id
      WHERE l.organization_id = $1 AND l.token_hash = $2 AND l.revoked_at IS NULL AND l.expires_at > $3
        AND r.contents IS NOT NULL AND p.deleted_at IS NULL`,
    [tenant.organizationId, hashLinkToken(token), now]
  )
  if (rows.length === 0) {
    throw opensNothing()
  }
  return rows[0]
}

export function opensNothing() {
  return new Refusal({
    code: 'E_LINK_ENDED',
    status: 410,
    message:
      'This link opens nothing: it has expired, it was revoked, or its address is not complete. Ask whoever sent it for a new one.',
  })
}

/** Numbers and their notes as they are printed, without what leads to sources. */
export function forStrangers(report: ComposedReport): ComposedReport {
  const answers = Object.entries(report.answers).map(([id, answer]) => {
    if (answer.state !== 'ready' && answer.state !== 'partial') {
      return [id, answer]
    }
    const provenance = Object.entries(answer.value.provenance).map(([metric, known]) => [
      metric,
      { ...known, streams: [], leftOut: [], flags: [], warnings: [], exchangeRates: [] },
    ])
    const value = { ...answer.value, provenance: Object.fromEntries(provenance) }
    return [id, { ...answer, value }]
  })
  return { ...report, answers: Object.fromEntries(answers) }
}
