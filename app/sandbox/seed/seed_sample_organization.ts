import type { Organization } from '#organizations'
import { sampleWindow } from '../business/business.js'
import { ensureCafeSheet } from './cafe_sheet.js'
import { ensureConnections } from './connections.js'
import { ensureDashboard } from './dashboard.js'
import { ensureExchangeRates } from './exchange_rates.js'
import { ensureGoals } from './goals.js'
import { ensureOrganization, SAMPLE_SLUG } from './organization.js'
import { ensurePlan } from './plan.js'
import { DEMO_OWNER, DEMO_VIEWER, ensurePerson } from './people.js'

export interface SeedOptions {
  now: Date
  /** How far back the sample goes. */
  months?: number
  /** Of both demo people. */
  password: string
}

export type SeedOutcome =
  /** `runs`: the readings that this call asked for. */
  | { status: 'ready'; organization: Organization; runs: string[] }
  | { status: 'left_alone'; message: string }

/**
 * Brings the sample organization up to date: on a first start makes everything, later only what is
 * missing. Everything happens through the actions that people use.
 */
export async function seedSampleOrganization({
  now,
  months,
  password,
}: SeedOptions): Promise<SeedOutcome> {
  const people = {
    owner: await ensurePerson(DEMO_OWNER, password),
    viewer: await ensurePerson(DEMO_VIEWER, password),
  }
  const organization = await ensureOrganization(people)
  if (!organization) {
    return { status: 'left_alone', message: TAKEN }
  }
  await ensurePlan(organization, now)
  const window = sampleWindow(now, months)
  await ensureExchangeRates(organization, window)
  const sheet = await ensureCafeSheet(organization, { requestedBy: people.owner.id, window })
  await ensureDashboard(organization)
  await ensureGoals(organization, now)
  const sources = await ensureConnections({ organization, owner: people.owner, window, now })
  return { status: 'ready', organization, runs: [...sheet, ...sources] }
}

const TAKEN = `Another organization has the address '${SAMPLE_SLUG}', so the sample organization was not created. Rename that organization to get it.`
