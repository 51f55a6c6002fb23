import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#foundation'
import { hashLinkToken } from '#shared/link_token'

interface Entry {
  organization_id: string
  invitation_id: string
}

/** Which invitation a link stands for. Reads the directory only, so no tenant is open. */
export async function findInvitation(token: string, now: DateTime) {
  const entry: Entry | undefined = await db
    .from('invitation_directory')
    .where('token_hash', hashLinkToken(token))
    .where('expires_at', '>', now.toJSDate())
    .first()
  if (!entry) {
    throw invitationClosed()
  }
  return { organizationId: entry.organization_id, invitationId: entry.invitation_id }
}

export function invitationClosed() {
  return new Refusal({
    code: 'E_LINK_EXPIRED',
    status: 410,
    message:
      'This invitation was used, revoked or replaced by a newer one, it is older than seven days, or its sender may no longer invite. Ask a member of the organization to send it again.',
  })
}
