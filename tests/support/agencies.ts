import { DateTime } from 'luxon'
import { CreateClient } from '#agencies/actions/create_client'
import { GrantAccess } from '#agencies/actions/grant_access'
import {
  RequestAccess,
  SendAccessRequest,
  type AccessRequest,
} from '#agencies/actions/request_access'
import { SyncClient } from '#agencies/actions/sync_client'
import { findRequest } from '#agencies/queries/find_request'
import type { DelegatedRole } from '#agencies/delegated_role'
import { SaveTeam } from '#agencies/actions/save_team'
import { createDashboard } from '#dashboards'
import { newId, withTenant } from '#foundation'
import type User from '#identity/models/user'
import type Organization from '#organizations/models/organization'
import { lastMailTo } from './mailbox.js'
import { givenMember, givenOrganization } from './organizations.js'
import { freshAddress } from './team.js'

const now = () => DateTime.utc()
const NOBODY = { id: null, ip: null }

/** An agency with an owner, and a client that it made. */
export async function givenAgency({ clientName = 'Tern Books' } = {}) {
  const agency = await givenOrganization({ name: 'Northlight Agency' })
  const owner = await givenMember(agency, 'owner')
  const client = await givenClient(agency, owner, clientName)
  return { agency, owner, client }
}

export function givenClient(agency: Organization, owner: User, name = 'Tern Books') {
  return new CreateClient().execute({
    agency,
    client: { name, timeZone: 'Europe/Amsterdam', currency: 'EUR' },
    actor: { id: owner.id, ip: '127.0.0.1' },
    now: now(),
  })
}

/** The token of a request for access whose mail has arrived. */
export async function givenRequest(agency: Organization, wanted: Partial<AccessRequest> = {}) {
  const email = freshAddress()
  const id = await withTenant(agency.id, async (tenant) => {
    const request = { email, role: 'admin' as const, reason: '', lastsHours: null, ...wanted }
    const made = await new RequestAccess().execute(tenant, { request, actor: NOBODY, now: now() })
    await new SendAccessRequest().execute(tenant, { requestId: made, now: now() })
    return made
  })
  const { path } = (await lastMailTo(email))!
  return { id, token: path.split('/').at(-1)!, path }
}

/** What an owner of the client agreed to, with the places that follow from it. Answers the id of the delegation. */
export async function givenDelegation(
  agency: Organization,
  client: Organization,
  { role = 'admin' as DelegatedRole, lastsHours = null as number | null } = {}
) {
  const { token } = await givenRequest(agency, { role, lastsHours })
  const request = await findRequest(token, now())
  await new GrantAccess().execute({ clientId: client.id, request, role, actor: NOBODY, now: now() })
  return withTenant(client.id, async (tenant) => {
    const { rows } = await tenant.query<{ id: string }>(
      'SELECT id FROM delegations WHERE agency_id = $1 AND ended_at IS NULL',
      [agency.id]
    )
    return rows[0].id
  })
}

/** As the worker does after a change on either side. */
export const syncClient = (agency: Organization, client: Organization, at = now()) =>
  new SyncClient().execute({ agencyId: agency.id, clientId: client.id }, { now: at })

/** An agency and a client, as rows that an address can name: an organization that is both. */
export async function givenBothSides(organization: Organization, owner: User) {
  const client = await givenClient(organization, owner)
  await givenMember(client, 'owner')
  const agency = await givenOrganization({ name: 'Another Agency' })
  await givenMember(agency, 'owner')
  const delegation = await givenDelegation(agency, organization)
  const { id: request } = await givenRequest(organization)
  const team = await givenTeam(organization, { clients: [client] })
  return {
    client: client.id,
    delegation,
    request,
    team,
    original: await sharedDashboard(organization),
  }
}

/** A team of the agency that works for these clients. Answers its id. */
export async function givenTeam(
  agency: Organization,
  { clients = [] as Organization[], members = [] as string[], role = 'manager' as DelegatedRole }
) {
  const name = `Team ${newId()}`
  return withTenant(agency.id, async (tenant) => {
    const attributes = { name, members, role, clients: clients.map(({ id }) => id) }
    await new SaveTeam().create(tenant, attributes, { actor: NOBODY, now: now() })
    const { rows } = await tenant.query<{ id: string }>(
      'SELECT id FROM agency_teams WHERE name = $1',
      [name]
    )
    return rows[0].id
  })
}

/** Id of a dashboard that everyone in the organization sees. */
const sharedDashboard = (organization: Organization) =>
  withTenant(organization.id, async (tenant) => {
    const wanted = { name: 'For clients', visibility: 'organization' as const, createdBy: null }
    const { id } = await createDashboard(tenant, wanted)
    return id
  })
