import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlements } from '#billing/entitlements'
import { featureMissing } from '#billing/limits/plan_limit'
import { plansOnOffer } from '#billing/plans/catalogue'
import type { Feature } from '#billing/plans/plan'

/** Refuses what the plan does not include, and says where to change that. */
export async function assertFeature(tenant: TenantTransaction, feature: Feature, now: DateTime) {
  const entitled = await entitlements.of(tenant, now)
  if (!entitled.features.has(feature)) {
    throw featureMissing(entitled, feature)
  }
}

/** What a page draws in the place of a feature: the plan that lacks it, and the names of those that have it. */
export interface FeatureGate {
  planName: string
  plansWithIt: string[]
}

/** Null where the plan includes the feature. A page asks before it draws, so that nobody fills in a form in vain. */
export async function featureGate(
  tenant: TenantTransaction,
  feature: Feature,
  now: DateTime
): Promise<FeatureGate | null> {
  const { features, planName } = await entitlements.of(tenant, now)
  const having = plansOnOffer().filter((terms) => terms.features.includes(feature))
  return features.has(feature) ? null : { planName, plansWithIt: having.map(({ name }) => name) }
}
