import { test } from '@japa/runner'
import { givenSpend } from '#tests/support/alerts'
import { faultsAgainst } from '#tests/support/api_description'
import { givenApiKey } from '#tests/support/api_keys'
import { givenOrganization } from '#tests/support/organizations'

const KPI = { label: 'Cost of a click', formula: 'spend / clicks', direction: 'down' }
const GOAL = {
  ...{ name: 'Budget', metric: 'spend', breakdown: 'campaign', aim: 'at_most' },
  ...{ period: 'month', pace: 'linear', startsOn: '2026-04-01' },
  targets: [{ from: '2026-04-01', amount: 2_000 }],
}

test.group('/api/v1/kpis and /api/v1/goals', () => {
  test('a KPI is created, asked, changed and deleted; a goal on it is followed', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['kpis:read', 'kpis:write', 'metrics:read'])
    await givenSpend(organization)
    const at = (path: string) => `/api/v1/${path}`

    const created = await client.post(at('kpis')).bearerToken(key).json(KPI)
    const { id } = created.body()
    const asked = await client
      .post(at('metrics/query'))
      .bearerToken(key)
      .json({ metrics: [id], range: { from: '2026-06-01', to: '2026-06-09' } })
    const goal = await client.post(at('goals')).bearerToken(key).json(GOAL)
    const own = at(`goals/${goal.body().id}`)
    const followed = await client.get(own).qs({ on: '2026-06-10' }).bearerToken(key)
    const goals = await client.get(at('goals')).bearerToken(key)
    const changed = await client
      .put(own)
      .bearerToken(key)
      .json({ ...GOAL, name: 'June' })
    const refused = await client
      .put(at(`kpis/${id}`))
      .bearerToken(key)
      .json({ ...KPI, formula: 'spend + clicks' })
    const gone = await client.delete(at(`kpis/${id}`)).bearerToken(key)
    const kpis = await client.get(at('kpis')).bearerToken(key)
    const left = await client.delete(own).bearerToken(key)

    created.assertStatus(201)
    assert.deepEqual(faultsAgainst('Kpi', created.body()), [])
    assert.equal(asked.body().totals[id].value, 10)
    assert.deepEqual(faultsAgainst('Goal', goal.body()), [])
    assert.deepEqual(faultsAgainst('FollowedGoal', followed.body()), [])
    assert.containSubset(followed.body().progress.value, { value: 900, target: 2_000 })
    assert.lengthOf(followed.body().progress.value.spread, 1)
    assert.deepEqual(faultsAgainst('FollowedGoal', goals.body().goals[0]), [])
    assert.equal(changed.body().name, 'June')
    refused.assertStatus(422)
    assert.equal(refused.body().code, 'E_FORMULA_UNITS')
    assert.deepEqual([gone.status(), left.status()], [204, 204])
    assert.isString(kpis.body().kpis[0].deletedAt)
  })

  test('a goal that cannot be followed, and a key that may only read, are refused', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization)
    const writing = await givenApiKey(organization, ['kpis:write'])
    const reading = await givenApiKey(organization, ['kpis:read'])
    const post = (key: string, goal: object) =>
      client.post('/api/v1/goals').bearerToken(key).json(goal)

    const unknown = await post(writing, { ...GOAL, metric: 'spent' })
    const ratio = await post(writing, { ...GOAL, metric: 'cpc' })
    const untold = await post(writing, { ...GOAL, targets: [] })
    const denied = await post(reading, GOAL)

    assert.deepEqual(
      [unknown, ratio, untold, denied].map((answer) => [answer.status(), answer.body().code]),
      [
        [422, 'E_GOAL_REFUSED'],
        [422, 'E_GOAL_REFUSED'],
        [422, 'E_VALIDATION'],
        [403, denied.body().code],
      ]
    )
  })
})
