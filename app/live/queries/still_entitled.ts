import db from '@adonisjs/lucid/services/db'
import type { TenantTransaction } from '#foundation'
import type { Listener } from '../subscriber.js'

const MEMBERS = `
  SELECT user_id || ' ' || coalesce(custom_role_id::text, role) AS place FROM memberships WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`
const KEYS = `
  SELECT id::text AS id FROM api_keys
  WHERE organization_id = $1 AND id = ANY($2::uuid[]) AND revoked_at IS NULL
    AND (expires_at IS NULL OR expires_at > now())`

type IsEntitled = (listener: Listener) => boolean

/** Which listeners of an organization still have the place, or the key, that they came with? */
export async function stillEntitled(
  tenant: TenantTransaction,
  listeners: Listener[]
): Promise<IsEntitled> {
  const { organizationId } = tenant
  const users = listeners.flatMap((one) => (one.kind === 'member' ? one.userId : []))
  const keys = listeners.flatMap((one) => (one.kind === 'key' ? one.keyId : []))
  const members = await tenant.query<{ place: string }>(MEMBERS, [
    organizationId,
    [...new Set(users)],
  ])
  const known = await tenant.query<{ id: string }>(KEYS, [organizationId, [...new Set(keys)]])
  const places = new Set(members.rows.map(({ place }) => place))
  const ids = new Set(known.rows.map(({ id }) => id))
  return (one) =>
    one.kind === 'member' ? places.has(`${one.userId} ${one.role}`) : ids.has(one.keyId)
}

/** Which of these sessions are open? */
export async function openSessions(ids: string[]): Promise<Set<string>> {
  const rows = await db
    .from('sessions')
    .select('id')
    .whereIn('id', ids)
    .where('expires_at', '>', new Date())
  return new Set(rows.map(({ id }: { id: string }) => id))
}
