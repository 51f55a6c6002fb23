import { recordAudit } from '#audit'
import type { Connection } from '#connections'
import { Refusal, type TenantTransaction } from '#foundation'
import { restartStreams } from '#sync'

export interface Removal {
  name: string
  actor: { id: string; ip: string | null }
  now: Date
}

/** Reads a table no longer, and lets go of its numbers. */
export async function removeStream(
  tenant: TenantTransaction,
  source: Connection,
  { name, actor, now }: Removal
) {
  const place = [tenant.organizationId, source.id, name]
  const { rowCount } = await tenant.query(
    'DELETE FROM database_streams WHERE organization_id = $1 AND connection_id = $2 AND name = $3',
    place
  )
  if (rowCount !== 1) {
    throw new Refusal({
      code: 'E_TABLE_GONE',
      status: 404,
      message: 'This table is not read any more, so there was nothing to remove.',
    })
  }
  await restartStreams(tenant, { connectionId: source.id, forget: [name] })
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip, action: 'database_stream.removed', at: now },
    subject: `connection:${source.id}`,
    detail: { name: source.name, stream: name },
  })
}
