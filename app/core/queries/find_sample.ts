import type { TenantTransaction } from '#foundation'
import { Organization } from '#organizations'

type Connection = Pick<TenantTransaction, 'trx'>

/** The sample organization, where this installation has one. */
export function findSample(connection?: Connection): Promise<Organization | null> {
  return Organization.query({ client: connection?.trx })
    .where('is_sample', true)
    .orderBy('created_at')
    .first()
}
