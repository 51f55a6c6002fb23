import { test } from '@japa/runner'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { importText } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

interface Entry {
  id: string
  available: boolean
}

async function givenReader() {
  const organization = await givenOrganization()
  await importText(organization, 'day,Channel,cost,visitors\n2026-01-01,Paid,10.50,3\n')
  return givenApiKey(organization, ['metrics:read'])
}

const idsOf = (entries: Entry[]) => entries.map(({ id }) => id)

test.group('The catalogue over REST', () => {
  test('says what can be asked for, in the described form', async ({ client, assert }) => {
    const key = await givenReader()
    const ask = async (path: string) => {
      const response = await client.get(`/api/v1/${path}`).bearerToken(key)
      return response.body()
    }
    const metrics = await ask('metrics')
    const dimensions = await ask('dimensions')
    const answerable = await ask('metrics?available=true')
    const found = await ask('metrics?search=CAC')

    assert.deepEqual(faultsAgainst('Metrics', metrics), [])
    assert.deepEqual(faultsAgainst('Dimensions', dimensions), [])
    assert.includeMembers(idsOf(metrics.metrics), ['spend', 'roas', 'shop:visitors'])
    assert.includeMembers(idsOf(answerable.metrics), ['spend', 'shop:visitors'])
    assert.notInclude(idsOf(answerable.metrics), 'roas')
    assert.isTrue(dimensions.dimensions.find(({ id }: Entry) => id === 'channel').available)
    assert.deepEqual(idsOf(found.metrics), ['customer_acquisition_cost'])
  })

  test('lists the sources, and nothing of other organizations', async ({ client, assert }) => {
    const [ours, theirs] = [
      await givenReader(),
      await givenApiKey(await givenOrganization(), ['metrics:read']),
    ]
    const own = await client.get('/api/v1/sources').bearerToken(ours)
    const other = await client.get('/api/v1/sources').bearerToken(theirs)

    assert.deepEqual(faultsAgainst('Sources', own.body()), [])
    assert.containsSubset(own.body().sources, [
      { slug: 'shop', kind: 'file', state: 'connected', agreement: { status: 'unavailable' } },
    ])
    assert.deepEqual(other.body(), { sources: [] })
  })

  test('needs the scope, and refuses a filter that it does not know', async ({ client }) => {
    const organization = await givenOrganization()
    const other = await givenApiKey(organization, ['syncs:read'])
    const key = await givenApiKey(organization, ['metrics:read'])

    for (const path of ['metrics', 'dimensions', 'sources']) {
      const refused = await client.get(`/api/v1/${path}`).bearerToken(other)
      refused.assertStatus(403)
    }
    const wrong = await client.get('/api/v1/metrics?available=perhaps').bearerToken(key)
    wrong.assertStatus(422)
  })
})
