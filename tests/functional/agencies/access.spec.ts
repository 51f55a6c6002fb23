import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import {
  givenAgency,
  givenDelegation,
  givenRequest,
  givenTeam,
  syncClient,
} from '#tests/support/agencies'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf, roleOf } from '#tests/support/team'

const actionsIn = (organization: Organization) =>
  withTenant(organization.id, async (tenant) => {
    const { entries } = await listAuditEntries(tenant)
    return entries.map(({ action }) => action)
  })

async function givenPair(role: 'admin' | 'viewer' = 'admin', lastsHours: number | null = null) {
  const [agency, client] = [
    await givenOrganization({ name: 'Northlight Agency' }),
    await givenOrganization({ name: 'Tern Books' }),
  ]
  const [strategist, owner] = [
    await givenMember(agency, 'owner'),
    await givenMember(client, 'owner'),
  ]
  const delegation = await givenDelegation(agency, client, { role, lastsHours })
  return { agency, client, strategist, owner, delegation }
}

test.group('An agency', () => {
  test('makes a client that it sees at once, and owns it until the client does', async ({
    client: http,
    assert,
  }) => {
    const { agency, owner, client } = await givenAgency()
    const as = await signIn(owner)

    const page = await as(http.get(`/o/${agency.slug}/clients`).withInertia())
    assert.equal(page.body().props.clients[0].name, 'Tern Books')
    assert.equal(await roleOf(client, owner), 'owner')
    assert.includeMembers(await actionsIn(client), [
      'organization.created',
      'agency.access_granted',
    ])
    assert.include(await actionsIn(agency), 'client.linked')

    const refused = await as(http.delete(`/o/${agency.slug}/clients/${client.id}`).accept('json'))
    assert.equal(refused.body().code, 'E_LAST_OWNER')
    await givenMember(client, 'owner')
    await syncClient(agency, client)
    assert.equal(await roleOf(client, owner), 'admin')
  })

  test('is let in by an owner who chooses the role, and is seen in the team', async ({
    client: http,
    assert,
  }) => {
    const agency = await givenOrganization({ name: 'Northlight Agency' })
    const strategist = await givenMember(agency, 'owner')
    const client = await givenOrganization({ name: 'Tern Books' })
    const [owner, admin] = [await givenMember(client, 'owner'), await givenMember(client, 'admin')]
    const { token, path } = await givenRequest(agency, { role: 'manager', lastsHours: 4 })
    const as = await signIn(owner)

    const asked = await as(http.get(path).withInertia())
    assert.deepEqual(asked.body().props.organizations, [{ slug: client.slug, name: 'Tern Books' }])
    const form = { token, role: 'admin' }
    const byAdmin = await (await signIn(admin))(http.post(`/o/${client.slug}/agencies`).form(form))
    byAdmin.assertStatus(403)
    await as(http.post(`/o/${client.slug}/agencies`).form(form))

    const team = await as(http.get(`/o/${client.slug}/team`).withInertia())
    const member = team
      .body()
      .props.members.find(({ email }: { email: string }) => email === strategist.email)
    assert.deepInclude(member, { role: 'manager', mayManage: false })
    assert.equal(member.through.agency, 'Northlight Agency')
    assert.isAbove(Date.parse(member.through.endsAt), Date.now())
    const again = await as(http.post(`/o/${client.slug}/agencies`).form(form).accept('json'))
    assert.equal(again.body().code, 'E_LINK_EXPIRED')
  })

  test('is out with the next request when the client ends its access', async ({
    client: http,
    assert,
  }) => {
    const { agency, client, strategist, owner, delegation } = await givenPair()
    const theirs = await signIn(strategist)
    const inside = await theirs(http.get(`/o/${client.slug}/team`).withInertia())
    inside.assertStatus(200)

    await (
      await signIn(owner)
    )(http.delete(`/o/${client.slug}/agencies/${delegation}`))

    const outside = await theirs(http.get(`/o/${client.slug}/team`).withInertia())
    outside.assertStatus(404)
    const list = await theirs(http.get(`/o/${agency.slug}/clients`).withInertia())
    assert.deepEqual(list.body().props.clients, [])
    await syncClient(agency, client)
    assert.isUndefined(await roleOf(client, strategist))
    assert.include(await actionsIn(client), 'agency.access_ended')
    assert.include(await actionsIn(agency), 'client.ended')
  })

  test('whose time is over is out by the clock, and cleared away', async ({
    client: http,
    assert,
  }) => {
    const { agency, client, strategist } = await givenPair('viewer', 1)
    await withTenant(client.id, async (tenant) => {
      const past = "now() - interval '1 minute'"
      await tenant.query(`UPDATE memberships SET ends_at = ${past} WHERE delegation_id IS NOT NULL`)
    })

    const outside = await (
      await signIn(strategist)
    )(http.get(`/o/${client.slug}/team`).withInertia())
    outside.assertStatus(404)
    await syncClient(agency, client, DateTime.utc().plus({ hours: 2 }))
    assert.isNull(await membershipOf(client, strategist))
    assert.include(await actionsIn(client), 'agency.access_expired')
  })

  test('whose person leaves takes them out of every client at once', async ({
    client: http,
    assert,
  }) => {
    const { agency, client, strategist } = await givenPair()
    await givenMember(agency, 'owner')
    const as = await signIn(strategist)

    await as(http.delete(`/o/${agency.slug}/membership`))

    const after = await as(http.get(`/o/${client.slug}/team`).withInertia())
    after.assertStatus(404)
    await syncClient(agency, client)
    assert.isUndefined(await roleOf(client, strategist))
  })

  test('passes on no more than was agreed, and nothing to who has no team', async ({ assert }) => {
    const { agency, client, strategist } = await givenPair('viewer')
    const analyst = await givenMember(agency, 'analyst')
    await syncClient(agency, client)

    assert.equal(await roleOf(client, strategist), 'viewer')
    assert.isUndefined(await roleOf(client, analyst))
    const { id } = (await membershipOf(agency, analyst))!
    await givenTeam(agency, { clients: [client], members: [id], role: 'manager' })
    await syncClient(agency, client)
    assert.equal(await roleOf(client, analyst), 'viewer')
  })

  test('neither invites people of its own nor is moved by the team page', async ({
    client: http,
    assert,
  }) => {
    const { client, strategist, owner } = await givenPair()
    const { id } = (await membershipOf(client, strategist))!
    const team = `/o/${client.slug}/team`
    const invited = await (
      await signIn(strategist)
    )(http.post(`${team}/invitations`).form({ email: 'own@example.test', role: 'viewer' }))
    const moved = await (
      await signIn(owner)
    )(http.put(`${team}/members/${id}`).form({ role: 'viewer' }).accept('json'))

    invited.assertStatus(403)
    assert.equal(moved.body().code, 'E_THROUGH_AGENCY')
    assert.equal(await roleOf(client, strategist), 'admin')
  })
})
