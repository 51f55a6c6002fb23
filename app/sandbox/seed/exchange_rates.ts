import { withTenant } from '#foundation'
import type { Organization } from '#organizations'
import { saveExchangeRates } from '#warehouse'
import type { SampleWindow } from '../business/business.js'
import { sampleRates } from '../business/exchange_rates.js'

/** Fictional rates up to today; on later starts only the new days change anything. */
export async function ensureExchangeRates(organization: Organization, { from, to }: SampleWindow) {
  await withTenant(organization.id, (tenant) =>
    saveExchangeRates(tenant, sampleRates({ from, to }))
  )
}
