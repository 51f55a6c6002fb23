import type { TenantTransaction } from '#foundation'
import Organization from '#organizations/models/organization'

/** Where does a day of this organization begin? */
export async function timeZoneOf(tenant: TenantTransaction): Promise<string> {
  const { timeZone } = await Organization.findOrFail(tenant.organizationId, { client: tenant.trx })
  return timeZone
}
