import { DateTime } from 'luxon'
import { AgreeOnTerms, planNamed } from '#billing'
import { withTenant } from '#foundation'
import type { Organization } from '#organizations'
import { isPresent } from './organization.js'

const AGREED = "SELECT 1 FROM audit_entries WHERE organization_id = $1 AND action = 'plan.agreed'"

/** The sample organization has the Business plan without a charge; what people choose for it later stays. */
export async function ensurePlan(organization: Organization, now: Date) {
  if (await isPresent(organization, AGREED)) {
    return
  }
  const agreement = { terms: planNamed('business'), actorId: null, now: DateTime.fromJSDate(now) }
  await withTenant(organization.id, (tenant) => new AgreeOnTerms().execute(tenant, agreement))
}
