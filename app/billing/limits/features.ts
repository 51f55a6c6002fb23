import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlements } from '#billing/entitlements'
import { featureMissing } from '#billing/limits/plan_limit'
import type { Feature } from '#billing/plans/plan'

/** Refuses what the plan does not include, and says where to change that. */
export async function assertFeature(tenant: TenantTransaction, feature: Feature, now: DateTime) {
  const entitled = await entitlements.of(tenant, now)
  if (!entitled.features.has(feature)) {
    throw featureMissing(entitled, feature)
  }
}
