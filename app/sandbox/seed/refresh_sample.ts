import { Organization } from '#organizations'
import { sampleWindow } from '../business/business.js'
import { ensureCafeSheet } from './cafe_sheet.js'
import { ensureExchangeRates } from './exchange_rates.js'
import { SAMPLE_SLUG } from './organization.js'

/** Gives the sample organization the days that have passed; connected sources are read by the schedule. */
export async function refreshSample(now: Date): Promise<void> {
  const organization = await Organization.findBy({ slug: SAMPLE_SLUG, isSample: true })
  if (organization) {
    const window = sampleWindow(now)
    await ensureExchangeRates(organization, window)
    await ensureCafeSheet(organization, { requestedBy: null, window })
  }
}
