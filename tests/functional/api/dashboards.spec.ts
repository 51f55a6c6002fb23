import { test } from '@japa/runner'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
import { givenOrganization } from '#tests/support/organizations'

test.group('A dashboard over REST', () => {
  test('has the answers of its widgets, in the described form', async ({ client, assert }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    const { id, slug } = await givenDashboard(organization)
    const key = await givenApiKey(organization, ['metrics:read'])
    const ask = (query = '') => client.get(`/api/v1/dashboards/${id}${query}`).bearerToken(key)

    const found = await ask()
    const filtered = await ask('?filter=campaign~in~Nobody&range=last_7_days')
    const unclear = await ask('?range=lately')

    found.assertStatus(200)
    assert.deepEqual(faultsAgainst('Dashboard', found.body()), [])
    const states = found
      .body()
      .widgets.map((one: { title: string; answer: { state: string } | null }) => [
        one.title,
        one.answer?.state ?? null,
      ])
    assert.includeDeepMembers(states, [
      ['Spend', 'ready'],
      ['How to read this', null],
    ])
    assert.equal(found.body().slug, slug)
    assert.equal(filtered.body().widgets[0].answer.state, 'empty')
    unclear.assertStatus(422)
  })

  test('of another organization, or of one person, does not exist', async ({ client }) => {
    const organization = await givenOrganization()
    const { id } = await givenDashboard(organization)
    const stranger = await givenApiKey(await givenOrganization(), ['metrics:read'])

    const response = await client.get(`/api/v1/dashboards/${id}`).bearerToken(stranger)

    response.assertStatus(404)
  })
})
