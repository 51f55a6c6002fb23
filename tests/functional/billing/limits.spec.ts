import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { AgreeOnTerms, planNamed, reserve } from '#billing'
import { Connection } from '#connections'
import { withTenant } from '#foundation'
import { givenApiKey } from '#tests/support/api_keys'
import { givenOrganizationOn, givenPlan, givenUsage } from '#tests/support/billing'
import { importText } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenConnection } from '#tests/support/sources'
import { freshAddress, givenInvitation } from '#tests/support/team'

const countSources = (organization: { id: string }) =>
  withTenant(organization.id, async () => {
    const rows = await Connection.of(organization)
    return rows.length
  })

test.group('Limits of a plan', () => {
  test('let exactly one of 200 through that ask for the last place at once', async ({ assert }) => {
    const organization = await givenOrganizationOn('team', { sources: 3 })
    await givenConnection(organization)
    await givenConnection(organization)
    const create = () =>
      withTenant(organization.id, async (tenant) => {
        await reserve(tenant, 'sources', { now: DateTime.utc() })
        await givenConnection(organization)
      })

    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, create))

    const refused = outcomes.filter(
      (outcome) => outcome.status === 'rejected' && outcome.reason.code === 'E_PLAN_LIMIT'
    )
    assert.equal(refused.length, 199)
    assert.equal(await countSources(organization), 3)
  }).timeout(120_000)

  test('refuse a file that would make one source too many, and take one for a source that is there', async ({
    assert,
  }) => {
    const organization = await givenOrganizationOn('team', { sources: 1 })
    await importText(organization, 'day,sales\n2026-01-01,7\n', { source: 'till' })

    const more = importText(organization, 'day,sales\n2026-01-02,7\n', { source: 'kiosk' })

    await assert.rejects(() => more, /includes 1 source, and all of them are in use/)
    await importText(organization, 'day,sales\n2026-01-03,7\n', { source: 'till' })
    assert.equal(await countSources(organization), 1)
  })

  test('count open invitations as members, and say so to who invites', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganizationOn('team', { members: 2 })
    const as = await signIn(await givenMember(organization, 'owner'))
    await givenInvitation(organization, { email: freshAddress() })

    const response = await as(
      client
        .post(`/o/${organization.slug}/team/invitations`)
        .header('accept', 'application/json')
        .json({ email: freshAddress(), role: 'viewer' })
    )

    response.assertStatus(402)
    assert.equal(response.body().code, 'E_PLAN_LIMIT')
    const form = { email: freshAddress(), role: 'viewer' }
    const page = `/o/${organization.slug}/team`
    const back = await as(
      client.post(`${page}/invitations`).header('referer', page).redirects(0).form(form)
    )
    assert.deepEqual([back.status(), back.header('location')], [303, page])
  })

  test('refuse rows of a file when the records of the month are used up, until a larger plan', async ({
    assert,
  }) => {
    const organization = await givenOrganizationOn('team', { records: 10 })
    await givenUsage(organization, { quantity: 10 })
    const file = () => importText(organization, 'day,sales\n2026-01-01,7\n')

    await assert.rejects(file, /10 synced records a month/)
    await givenPlan(organization, { plan: 'business' })
    await file()
  })

  test('count the calls of programs, and refuse those beyond it', async ({ client, assert }) => {
    const organization = await givenOrganizationOn('team', { api_calls: 2 })
    const key = await givenApiKey(organization, ['syncs:read'])
    const ask = async () => {
      const path = '/api/v1/syncs/018f0000-0000-7000-8000-000000000000'
      const response = await client.get(path).bearerToken(key)
      return response.status()
    }

    assert.deepEqual([await ask(), await ask(), await ask()], [404, 404, 402])
  })

  test('do not touch an organization whose plan has none', async ({ assert }) => {
    const organization = await givenOrganization()
    const terms = planNamed('enterprise')
    await withTenant(organization.id, (tenant) =>
      new AgreeOnTerms().execute(tenant, { terms, actorId: null, now: DateTime.utc() })
    )
    const free = withTenant(organization.id, (tenant) =>
      reserve(tenant, 'sources', { now: DateTime.utc() })
    )
    await assert.doesNotReject(() => free)
  })
})
