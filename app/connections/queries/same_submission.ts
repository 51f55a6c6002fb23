import { isDeepStrictEqual } from 'node:util'
import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { readCredentials, type StoredCredentials } from '../credentials/credential_store.js'
import Connection from '../models/connection.js'
import { isIssued } from '../oauth/stored_grant.js'

/** A form that is sent twice is sent twice within seconds. */
const SAME_WITHIN_SECONDS = 30

/**
 * The source that the same person connected a moment ago with the same form: a button pressed twice makes one source, because
 * two would count every number twice. Another key, name or setting makes another source.
 */
export async function sameSubmission(
  tenant: TenantTransaction,
  wanted: Connection,
  { proof, now }: { proof: { secrets: StoredCredentials }; now: Date }
): Promise<Connection | undefined> {
  if (!wanted.createdBy) {
    return undefined
  }
  const { pluginId, connector, authName, mode, name, createdBy } = wanted
  const since = DateTime.fromJSDate(now).minus({ seconds: SAME_WITHIN_SECONDS })
  const recent = (await Connection.of({ id: tenant.organizationId })
    .where({ pluginId, connector, authName, mode, name, createdBy, state: 'connected' })
    .where('created_at', '>', since.toSQL()!)
    .orderBy('created_at')) as Connection[]
  for (const one of recent.filter(({ settings }) => isDeepStrictEqual(settings, wanted.settings))) {
    if (mode === 'sandbox' || sameValues(await readCredentials(tenant, one.id), proof.secrets)) {
      return one
    }
  }
  return undefined
}

/** What a person pasted decides; a token that the vendor issued for it is another one each time. */
export function sameValues(stored: StoredCredentials, given: StoredCredentials): boolean {
  const pasted = Object.entries(given).filter(([field]) => !isIssued(field))
  const compared = pasted.length > 0 ? pasted : Object.entries(given)
  return compared.every(([field, { value }]) => (stored[field]?.value ?? '') === value)
}
