import { DateTime } from 'luxon'
import { AgreeOnTerms, planNamed } from '#billing'
import type { Flow, Terms } from '#billing/plans/plan'
import { recordUsage } from '#billing/usage/record_usage'
import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenOrganization } from './organizations.js'

interface Wanted {
  plan?: string
  /** What is included differently from the plan. */
  included?: Partial<Terms['included']>
  now?: DateTime
}

/** An organization with a plan that was agreed on, as an operator would give it. */
export async function givenPlan(organization: Organization, wanted: Wanted = {}) {
  const { plan = 'team', included = {}, now = DateTime.utc() } = wanted
  const known = planNamed(plan)
  const terms = { ...known, included: { ...known.included, ...included } }
  await withTenant(organization.id, (tenant) =>
    new AgreeOnTerms().execute(tenant, { terms, actorId: null, now })
  )
  return terms
}

export async function givenOrganizationOn(plan: string, included: Partial<Terms['included']> = {}) {
  const organization = await givenOrganization()
  await givenPlan(organization, { plan, included })
  return organization
}

interface Used {
  meter?: Flow
  quantity: number
  at?: DateTime
  eventId?: string
  driver?: string
  now?: DateTime
}

/** Usage as its cause would write it down. */
export function givenUsage(organization: { id: string }, used: Used) {
  const { meter = 'records', quantity, at = DateTime.utc(), eventId = newId() } = used
  const { driver = 'source:one', now = at } = used
  return withTenant(organization.id, (tenant) =>
    recordUsage(tenant, { meter, quantity, at, eventId, driver }, now)
  )
}
