import type { DateTime } from 'luxon'
import { newId } from '#foundation'
import { CreateOrganization, type Organization } from '#organizations'
import { openDelegation, type Actor } from '../delegations.js'
import { SyncClient } from './sync_client.js'

export interface NewClient {
  name: string
  timeZone: string
  currency: string
}

interface Making {
  agency: Organization
  client: NewClient
  actor: { id: string; ip: string }
  now: DateTime
}

/**
 * Makes an organization for a client of an agency. Nobody of the client is there yet, so the agency's owners stand in as owners until
 * one of the client's own people is one: they are invited like anybody else.
 */
export class CreateClient {
  async execute({ agency, client, actor, now }: Making): Promise<Organization> {
    const id = newId()
    const through = { delegationId: id, agencyId: agency.id, endsAt: null }
    const made = await new CreateOrganization().execute(
      { ...client, ip: actor.ip },
      async () => ({ id: actor.id, through }),
      (tenant) =>
        openDelegation(tenant, { ...foundingTerms(agency, actor), id, now }).then(() => {})
    )
    // The job would do the same a moment later; whoever made a client wants to see it in the list now.
    await new SyncClient().execute({ agencyId: agency.id, clientId: made.id }, { now })
    return made
  }
}

const foundingTerms = (agency: Organization, actor: Actor) => ({
  agencyId: agency.id,
  agencyName: agency.name,
  role: 'admin' as const,
  reason: '',
  endsAt: null,
  isFounding: true,
  actor,
})
