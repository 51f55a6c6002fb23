import type { TenantTransaction } from '#foundation'
import type { Hook } from '../hook_of.js'

type DeliveredRecord = ReturnType<Hook['map']>['records'][number]

export interface Admission {
  connectionId: string
  stream: string
  records: DeliveredRecord[]
  /** Of the delivery: tells states apart where the vendor does not. */
  receivedAt: Date
}

/**
 * The records that are not older than what is stored. Each state that is let in is written down, and its row held until the
 * transaction ends, so that two deliveries of one record wait for each other whatever their order.
 */
export async function admitVersions(
  tenant: TenantTransaction,
  { connectionId, stream, records, receivedAt }: Admission
): Promise<DeliveredRecord[]> {
  const { rows } = await tenant.query<{ key: string }>(
    `INSERT INTO webhook_versions AS v (organization_id, connection_id, stream, record_key, version, received_at)
     SELECT $1, $2, $3, n.key, n.version, $6
     FROM unnest($4::text[], $5::float8[]) AS n (key, version) ORDER BY n.key
     ON CONFLICT (organization_id, connection_id, stream, record_key)
       DO UPDATE SET version = EXCLUDED.version, received_at = EXCLUDED.received_at
       WHERE (v.version, v.received_at) <= (EXCLUDED.version, EXCLUDED.received_at)
     RETURNING record_key AS key`,
    [
      ...[tenant.organizationId, connectionId, stream],
      records.map(({ key }) => key),
      records.map(({ version }) => version ?? receivedAt.getTime()),
      receivedAt,
    ]
  )
  const admitted = new Set(rows.map(({ key }) => key))
  return records.filter(({ key }) => admitted.has(key))
}
