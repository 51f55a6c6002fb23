import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { withTenant } from '#foundation'
import { contentsOf } from '#alerts/queries/list_incidents'
import { listRules } from '#alerts/rules/rule'
import {
  evaluate,
  givenAlerts,
  givenRule,
  givenSpend,
  incidentsOf,
  LAST_DAY,
} from '#tests/support/alerts'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const WATCHED = {
  name: 'Spend too high',
  kind: 'threshold',
  priority: 'high',
  question: { metrics: ['spend'] },
  condition: { direction: 'above', value: 150 },
}

async function givenAnalyst() {
  const organization = await givenOrganization()
  const analyst = await givenMember(organization, 'analyst')
  const as = await signIn(analyst)
  return { organization, analyst, as, at: `/o/${organization.slug}/alerts` }
}

test.group('Handling incidents', () => {
  test('what people do to an incident stands in its history', async ({ assert, client }) => {
    const { organization, analyst, as, at } = await givenAnalyst()
    const { incident } = await givenAlerts(organization)
    const here = `${at}/incidents/${incident}`

    await as(client.post(`${here}/moves`).json({ move: 'acknowledge' }))
    await as(client.put(`${here}/assignee`).json({ person: analyst.id }))
    await as(client.post(`${here}/comments`).json({ text: 'Asked the agency.' }))
    await as(client.post(`${here}/moves`).json({ move: 'resolve', wasFalseAlarm: true }))
    const page = await as(client.get(here).withInertia())

    const { entries } = await withTenant(organization.id, (tenant) => contentsOf(tenant, incident))
    assert.deepEqual(
      entries.map(({ kind, actor }) => [kind, actor]),
      [
        ['acknowledged', 'Noor Visser'],
        ['assigned', 'Noor Visser'],
        ['commented', 'Noor Visser'],
        ['resolved', 'Noor Visser'],
      ]
    )
    const { incident: shown } = page.body().props
    assert.deepEqual(
      [shown.state, shown.wasFalseAlarm, shown.assignee.name],
      ['resolved', true, 'Noor Visser']
    )
  })

  test('a move that the state does not allow changes nothing and says so', async ({
    assert,
    client,
  }) => {
    const { organization, as, at } = await givenAnalyst()
    const { incident } = await givenAlerts(organization)
    const here = `${at}/incidents/${incident}`
    await as(client.post(`${here}/moves`).json({ move: 'resolve' }))

    const refused = await as(
      client.post(`${here}/moves`).json({ move: 'snooze' }).header('accept', 'application/json')
    )

    assert.equal(refused.status(), 409)
    assert.match(refused.body().detail, /This incident is resolved by now/)
    const [{ state }] = await incidentsOf(organization)
    assert.equal(state, 'resolved')
  })

  test('a snoozed incident comes back when its time is over', async ({ assert, client }) => {
    const { organization, as, at } = await givenAnalyst()
    const { incident } = await givenAlerts(organization)
    await as(client.post(`${at}/incidents/${incident}/moves`).json({ move: 'snooze', hours: 4 }))
    const stateAfter = async (hours: number) => {
      await evaluate(organization, DateTime.utc().plus({ hours }))
      const [{ state }] = await incidentsOf(organization)
      return state
    }

    assert.equal(await stateAfter(3), 'snoozed')
    assert.equal(await stateAfter(5), 'open')
  })

  test('a rule is tried on history, saved, and changed without telling the same day twice', async ({
    assert,
    client,
  }) => {
    const { organization, as, at } = await givenAnalyst()
    await givenSpend(organization, { changed: { [LAST_DAY]: 200, '2026-06-01': 170 } })

    const preview = await as(client.post(`${at}/previews`).json(WATCHED))
    await as(client.post(`${at}/rules`).json(WATCHED))
    const [rule] = await withTenant(organization.id, listRules)
    await evaluate(organization)
    await as(client.put(`${at}/rules/${rule.id}`).json({ ...WATCHED, name: 'Spend' }))
    await evaluate(organization)

    const { state, count, incidents } = preview.body()
    assert.deepEqual([state, count], ['previewed', 2])
    assert.deepEqual(
      incidents.map(({ first }: { first: string }) => first),
      [LAST_DAY, '2026-06-01']
    )
    const opened = await incidentsOf(organization)
    assert.deepEqual(
      opened.map(({ title, breaches }) => [title, breaches]),
      [['Spend too high', 1]]
    )
  })

  test('{title} is refused, and the sentence says what is wrong')
    .with([
      {
        title: 'a condition of another kind',
        change: { condition: { afterDays: 2 } },
        says: /`condition.\w+` is (missing|not part)/,
      },
      {
        title: 'a metric that nobody knows',
        change: { question: { metrics: ['spendings'] } },
        says: /cannot be answered, so it was not saved/,
      },
      {
        title: 'a goal for a quotient',
        change: {
          kind: 'goal',
          question: { metrics: ['ctr'] },
          condition: {
            ...{ direction: 'under', amount: 10, period: 'month', pace: 'linear' },
            tolerancePercent: 5,
          },
        },
        says: /adding up days/,
      },
    ])
    .run(async ({ assert, client }, { change, says }) => {
      const { organization, as, at } = await givenAnalyst()
      await givenSpend(organization)

      const refused = await as(
        client
          .post(`${at}/rules`)
          .json({ ...WATCHED, ...change })
          .header('accept', 'application/json')
      )

      assert.equal(refused.status(), 422)
      assert.match(refused.body().detail, says)
      assert.deepEqual(await withTenant(organization.id, listRules), [])
    })

  test('deleting a rule closes what goes on because of it', async ({ assert, client }) => {
    const { organization, as, at } = await givenAnalyst()
    await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })
    const { id } = await givenRule(organization, {
      kind: 'threshold',
      condition: { direction: 'above', value: 150 },
    })
    await evaluate(organization)

    await as(client.delete(`${at}/rules/${id}`))

    const [{ state }] = await incidentsOf(organization)
    assert.equal(state, 'auto_dismissed')
  })
})

test.group('Security events', () => {
  test('are watched and seen by whoever reads the audit log only', async ({ assert, client }) => {
    const { organization, as, at } = await givenAnalyst()
    const admin = await signIn(await givenMember(organization, 'admin'))
    const security = {
      kind: 'security_event',
      condition: { actions: ['api_key.created'] },
    } as const
    const rule = { ...security, name: 'New keys', priority: 'high' }
    const create = (by: typeof as) => by(client.post(`${at}/rules`).json(rule).redirects(0))

    const refused = await create(as)
    const created = await create(admin)
    const [{ id }] = await withTenant(organization.id, listRules)
    await evaluate(organization)
    await withTenant(organization.id, (tenant) =>
      recordAudit(tenant, { actorId: null, action: 'api_key.created', subject: 'api_key:1' })
    )
    await evaluate(organization)
    const deleted = await as(client.delete(`${at}/rules/${id}`))
    const [incident] = await incidentsOf(organization)
    const listed = async (by: typeof as) => {
      const page = await by(client.get(at).withInertia())
      return page.body().props.found.total
    }
    const opened = await as(client.get(`${at}/incidents/${incident.id}`).accept('json'))

    refused.assertStatus(403)
    created.assertStatus(302)
    deleted.assertStatus(403)
    opened.assertStatus(404)
    assert.deepEqual([await listed(as), await listed(admin)], [0, 1])
  })
})
