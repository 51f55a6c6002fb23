import type { TenantTransaction } from '#foundation'
import Membership from '#organizations/models/membership'
import type { Permission } from '#organizations/roles'

/**
 * Whether the person who set something in motion could do so now. It waits in a queue, or a program carries it along, and by
 * the time it takes effect they may be gone, or hold less. What nobody in particular began stands: the clock, the command line.
 */
export async function mayStill(
  tenant: TenantTransaction,
  personId: string | null,
  permission: Permission | Permission[]
): Promise<boolean> {
  if (personId === null) {
    return true
  }
  const membership = await Membership.of({ id: tenant.organizationId })
    .where('user_id', personId)
    .first()
  return [permission].flat().every((one) => membership?.may(one) ?? false)
}
