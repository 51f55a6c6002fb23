import { isDeepStrictEqual } from 'node:util'
import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { readCredentials } from '../credentials/credential_store.js'
import Connection from '../models/connection.js'

/** A form that is sent twice is sent twice within seconds. */
const SAME_WITHIN_SECONDS = 30

export type Secrets = Awaited<ReturnType<typeof readCredentials>>

/**
 * The source that the same person connected a moment ago with the same form: a button pressed twice makes one source, because
 * two would count every number twice. Another key, name or setting makes another source.
 */
export async function sameSubmission(
  tenant: TenantTransaction,
  wanted: Connection,
  { proof, now }: { proof: { secrets: Secrets }; now: Date }
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

export function sameValues(stored: Secrets, given: Secrets): boolean {
  return Object.entries(given).every(([field, { value }]) => (stored[field]?.value ?? '') === value)
}
