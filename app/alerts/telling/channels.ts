import { newId, Refusal, type TenantTransaction } from '#foundation'
import { openSecret, sealSecret } from '#vault'
import type { Priority } from '../types.js'
import { newSigningSecret } from './signing.js'

/** What a channel needs to know, by kind. */
export type Target =
  | { kind: 'email'; target: { roles: string[] } }
  | { kind: 'source'; target: { connectionId: string } }
  | { kind: 'webhook'; target: { url: string } }

export type Channel = Target & {
  id: string
  name: string
  leastPriority: Priority
  /** Why nothing is sent any more; null where it is. */
  offReason: string | null
}

const COLUMNS = `id, kind, name, target, least_priority AS "leastPriority", off_reason AS "offReason"`

export async function listChannels(tenant: TenantTransaction): Promise<Channel[]> {
  const { rows } = await tenant.query<Channel>(
    `SELECT ${COLUMNS} FROM alert_channels WHERE organization_id = $1 ORDER BY lower(name), id`,
    [tenant.organizationId]
  )
  return rows
}

export async function findChannel(tenant: TenantTransaction, id: string): Promise<Channel> {
  const { rows } = await tenant.query<Channel>(
    `SELECT ${COLUMNS} FROM alert_channels WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_CHANNEL_NOT_FOUND',
      status: 404,
      message: 'This channel does not exist or was removed. Choose one from the list of channels.',
    })
  }
  return rows[0]
}

export type NewChannel = Target & { name: string; leastPriority: Priority }

const MOST_CHANNELS = 50

/** Adds a channel. Of a webhook the signing secret is answered, this once. */
export async function addChannel(
  tenant: TenantTransaction,
  channel: NewChannel,
  now: Date
): Promise<{ id: string; secret: string | null }> {
  const known = await listChannels(tenant)
  if (known.length >= MOST_CHANNELS) {
    throw new Refusal({
      code: 'E_TOO_MANY_CHANNELS',
      status: 422,
      message: `This organization has ${MOST_CHANNELS} channels, which is the most. Remove one that is not needed.`,
    })
  }
  const id = newId(now.getTime())
  await tenant.query(
    `INSERT INTO alert_channels (organization_id, id, kind, name, target, least_priority, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[tenant.organizationId, id, channel.kind, channel.name, JSON.stringify(channel.target)],
      ...[channel.leastPriority, now],
    ]
  )
  return { id, secret: channel.kind === 'webhook' ? await rotateSecret(tenant, id) : null }
}

/** Gives a webhook a new signing secret. The one before keeps signing beside it, so that the receiver can change over. */
export async function rotateSecret(tenant: TenantTransaction, id: string): Promise<string> {
  const [before] = await secretsOf(tenant, id)
  const secret = newSigningSecret()
  const place = { connectionId: id, field: 'signing' }
  const sealed = await sealSecret(
    tenant,
    place,
    JSON.stringify([secret, ...(before ? [before] : [])])
  )
  await tenant.query(
    `UPDATE alert_channels SET sealed_secret = $3, off_reason = NULL WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, JSON.stringify(sealed)]
  )
  return secret
}

/** The signing secrets of a webhook, newest first. */
export async function secretsOf(tenant: TenantTransaction, id: string): Promise<string[]> {
  const { rows } = await tenant.query<{ sealed: Parameters<typeof openSecret>[2] | null }>(
    `SELECT sealed_secret AS sealed FROM alert_channels WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id]
  )
  const sealed = rows[0]?.sealed
  return sealed
    ? JSON.parse(await openSecret(tenant, { connectionId: id, field: 'signing' }, sealed))
    : []
}
