import { test } from '@japa/runner'
import { faultsAgainst } from '#tests/support/api_description'
import { givenApiKey } from '#tests/support/api_keys'
import { evaluate, givenSpend, LAST_DAY } from '#tests/support/alerts'
import { givenOrganization } from '#tests/support/organizations'

const RULE = {
  name: 'Spend too high',
  kind: 'threshold',
  priority: 'high',
  question: { metrics: ['spend'] },
  condition: { direction: 'above', value: 150 },
}

test.group('/api/v1/alerts', () => {
  test('a rule is created, and its incident is read and acknowledged', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['alerts:read', 'alerts:write'])
    await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })

    const created = await client.post('/api/v1/alerts').bearerToken(key).json(RULE)
    await evaluate(organization)
    const rules = await client.get('/api/v1/alerts').bearerToken(key)
    const listed = await client.get('/api/v1/alerts/incidents').bearerToken(key)
    const [{ id, message }] = listed.body().incidents
    const path = `/api/v1/alerts/incidents/${id}/acknowledgement`
    const taken = await client.post(path).bearerToken(key)
    const again = await client.post(path).bearerToken(key)

    created.assertStatus(201)
    assert.deepEqual(faultsAgainst('AlertRule', created.body()), [])
    assert.deepEqual(
      rules.body().rules.map((rule: { judgedUntil: string }) => rule.judgedUntil),
      [LAST_DAY]
    )
    assert.equal(message, 'Spend was €200.00 on 2026-06-09, above the limit of €150.00.')
    assert.deepEqual(faultsAgainst('Incident', taken.body()), [])
    assert.equal(taken.body().state, 'acknowledged')
    again.assertStatus(409)
  })

  test('a rule that cannot be read names its fault', async ({ client, assert }) => {
    const key = await givenApiKey(await givenOrganization(), ['alerts:write'])

    const refused = await client
      .post('/api/v1/alerts')
      .bearerToken(key)
      .json({ ...RULE, priority: 'urgent' })

    refused.assertStatus(422)
    assert.deepInclude(refused.body(), {
      code: 'E_VALIDATION',
      detail: '`priority` must be one of critical, high, medium, low.',
    })
  })
})
