import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { mayStill, Organization } from '#organizations'
import { hashLinkToken } from '#shared/link_token'
import type { DelegatedRole } from '../delegated_role.js'

export interface FoundRequest {
  id: string
  agency: Organization
  role: DelegatedRole
  reason: string
  lastsHours: number | null
}

/** What a link asks for. Opens the agency's transaction, so none may be open. */
export async function findRequest(token: string, now: DateTime): Promise<FoundRequest> {
  const entry: { organization_id: string; request_id: string } | undefined = await db
    .from('delegation_request_directory')
    .where('token_hash', hashLinkToken(token))
    .where('expires_at', '>', now.toJSDate())
    .first()
  if (!entry) {
    throw requestClosed()
  }
  const agency = await Organization.findOrFail(entry.organization_id)
  const found = await withTenant(agency.id, (tenant) => openRequest(tenant, entry.request_id), {
    readOnly: true,
  })
  if (!found) {
    throw requestClosed()
  }
  return { ...found, agency }
}

/** As long as who asked could still ask. */
async function openRequest(tenant: TenantTransaction, id: string) {
  const { rows } = await tenant.query<
    Omit<FoundRequest, 'agency'> & { requestedBy: string | null }
  >(
    `SELECT id, role, reason, lasts_hours AS "lastsHours", requested_by AS "requestedBy"
     FROM delegation_requests
     WHERE organization_id = $1 AND id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`,
    [tenant.organizationId, id]
  )
  const isOpen = rows.length > 0 && (await mayStill(tenant, rows[0].requestedBy, 'clients.manage'))
  return isOpen ? rows[0] : null
}

export function requestClosed() {
  return new Refusal({
    code: 'E_LINK_EXPIRED',
    status: 410,
    message:
      'This request was answered or withdrawn, or it is older than seven days. Ask the agency to send it again.',
  })
}
