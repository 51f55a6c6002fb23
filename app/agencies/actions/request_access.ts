import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { enqueue, newId, type TenantTransaction } from '#foundation'
import { User } from '#identity'
import { quotedName, sendMail } from '#mail'
import { Organization } from '#organizations'
import { newLinkToken } from '#shared/link_token'
import type { DelegatedRole } from '../delegated_role.js'
import type { Actor } from '../delegations.js'
import { SEND_REQUEST } from '../sync_names.js'

const REQUEST_LIFETIME_DAYS = 7

export interface AccessRequest {
  email: string
  role: DelegatedRole
  reason: string
  /** How long the access is asked for; null for as long as the client wants. */
  lastsHours: number | null
}

/** Asks the owner of an organization, by mail, to let this agency work in it. */
export class RequestAccess {
  async execute(
    tenant: TenantTransaction,
    { request, actor, now }: { request: AccessRequest; actor: Actor; now: DateTime }
  ): Promise<string> {
    const { email, role, reason, lastsHours } = request
    const id = newId()
    await tenant.query(
      `INSERT INTO delegation_requests
         (organization_id, id, email, role, reason, lasts_hours, requested_by, expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[tenant.organizationId, id, email, role, reason, lastsHours, actor.id],
        ...[now.plus({ days: REQUEST_LIFETIME_DAYS }).toJSDate(), now.toJSDate()],
      ]
    )
    await recordAudit(tenant, {
      actorId: actor.id,
      ip: actor.ip,
      action: 'client.access_requested',
      subject: `access_request:${id}`,
      detail: { role, lastsHours },
    })
    const payload = { organizationId: tenant.organizationId, requestId: id }
    await enqueue(SEND_REQUEST, payload, { within: tenant, group: tenant.organizationId })
    return id
  }
}

interface OpenRequest {
  email: string
  role: DelegatedRole
  reason: string
  requestedBy: string | null
  expiresAt: Date
}

/** Mails the link. It is made here, so that it is stored nowhere else. */
export class SendAccessRequest {
  async execute(
    tenant: TenantTransaction,
    { requestId, now }: { requestId: string; now: DateTime }
  ) {
    const { rows } = await tenant.query<OpenRequest>(
      `SELECT email, role, reason, requested_by AS "requestedBy", expires_at AS "expiresAt"
       FROM delegation_requests WHERE organization_id = $1 AND id = $2
         AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $3`,
      [tenant.organizationId, requestId, now.toJSDate()]
    )
    if (rows.length === 0) {
      return
    }
    const { token, tokenHash } = newLinkToken()
    await tenant.query(
      `INSERT INTO delegation_request_directory (token_hash, organization_id, request_id, expires_at)
       VALUES ($1, $2, $3, $4)`,
      [tokenHash, tenant.organizationId, requestId, rows[0].expiresAt]
    )
    await sendMail(await this.compose(tenant, rows[0], token))
  }

  private async compose(tenant: TenantTransaction, request: OpenRequest, token: string) {
    const client = tenant.trx
    const agency = await Organization.findOrFail(tenant.organizationId, { client })
    const person = request.requestedBy ? await User.find(request.requestedBy, { client }) : null
    return {
      to: request.email,
      subject: `${quotedName(agency.name)} asks for access to your organization`,
      paragraphs: [
        `${person ? `${quotedName(person.fullName)} (${person.email})` : 'The team'} of ${quotedName(agency.name)} asks to work in your organization, with the role ${request.role} at most.`,
        ...(request.reason ? [`The reason given: “${request.reason}”`] : []),
        'You choose the organization and the role, you see who of the agency has access, and you can end it at any time.',
      ],
      action: { label: 'Review the request', path: `/access-requests/${token}` },
      closing: 'If you do not know this agency, ignore this mail: nothing happens without you.',
    }
  }
}
