import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { openRun } from '#sync'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'

async function givenRun(organization: Organization) {
  const { id: connectionId } = await givenConnection(organization)
  const order = {
    connectionId,
    kind: 'manual' as const,
    requestedBy: null,
    correlationId: 'test',
    now: new Date(),
  }
  return withTenant(organization.id, (tenant) => openRun(tenant, order))
}

test.group('GET /api/v1/syncs/:id', () => {
  test('answers how a run goes', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const run = await givenRun(organization)
    const key = await givenApiKey(organization, ['syncs:read'])

    const response = await client.get(`/api/v1/syncs/${run.id}`).bearerToken(key)

    response.assertStatus(200)
    assert.deepEqual(faultsAgainst('Sync', response.body()), [])
    assert.containsSubset(response.body(), {
      id: run.id,
      kind: 'manual',
      status: 'queued',
      error: null,
    })
  })

  test('does not know the runs of another organization, nor ids that are none', async ({
    client,
    assert,
  }) => {
    const run = await givenRun(await givenOrganization())
    const key = await givenApiKey(await givenOrganization(), ['syncs:read'])

    for (const id of [run.id, newId(), 'latest']) {
      const response = await client.get(`/api/v1/syncs/${id}`).bearerToken(key)
      response.assertStatus(404)
      assert.deepEqual(faultsAgainst('Problem', response.body()), [])
    }
  })

  test('needs the scope', async ({ client }) => {
    const key = await givenApiKey(await givenOrganization(), ['metrics:read'])

    const response = await client.get(`/api/v1/syncs/${newId()}`).bearerToken(key)

    response.assertStatus(403)
  })
})

test.group('Unknown addresses of the API', () => {
  test('are answered as problems', async ({ client }) => {
    const response = await client.get('/api/v1/nothing')

    response.assertStatus(404)
    response.assertHeader('content-type', 'application/problem+json')
  })
})
