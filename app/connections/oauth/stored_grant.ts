import type { TenantTransaction } from '#foundation'
import {
  writeCredential,
  type StoredCredential,
  type StoredCredentials,
} from '../credentials/credential_store.js'
import type { TokenGrant } from './token_answer.js'

/** Where the kept fields of token answers are sealed: a name that no field of a way of signing in has. */
const KEPT = 'token answer'

const ISSUED = new Set(['accessToken', 'refreshToken', KEPT])

/** Whether a field holds what a vendor issued, and not what a person pasted. */
export const isIssued = (field: string) => ISSUED.has(field)

/** What of a grant is stored, by field. Access token first: a source with only the other one would look whole. */
export function secretsOf({
  accessToken,
  refreshToken,
  expiresAt,
  refreshExpiresAt,
  kept,
}: TokenGrant): Record<string, StoredCredential> {
  return {
    accessToken: { value: accessToken, expiresAt },
    refreshToken: { value: refreshToken, expiresAt: refreshExpiresAt },
    ...(Object.keys(kept).length > 0
      ? { [KEPT]: { value: JSON.stringify(kept), expiresAt: null } }
      : {}),
  }
}

/** The fields that were kept of token answers. */
export function keptIn(stored: StoredCredentials): Record<string, unknown> {
  return JSON.parse(stored[KEPT]?.value ?? '{}')
}

/** Stores what a renewal answered. An empty refresh token leaves the good one where it is. */
export async function storeGrant(
  tenant: TenantTransaction,
  { connectionId, grant, now }: { connectionId: string; grant: TokenGrant; now: Date }
) {
  for (const [field, secret] of Object.entries(secretsOf(grant))) {
    await writeCredential(tenant, { connectionId, field, ...secret, now })
  }
}
