import { test } from '@japa/runner'
import { recordAudit } from '#audit'
import { withTenant } from '#foundation'
import EvaluateAlerts from '#alerts/actions/evaluate_alerts'
import {
  AT,
  evaluate,
  givenCompleteUntil,
  givenRule,
  givenSpend,
  incidentsOf,
  LAST_DAY,
} from '#tests/support/alerts'
import { givenOrganization } from '#tests/support/organizations'
import { givenConnection } from '#tests/support/sources'

const ABOVE = { kind: 'threshold', condition: { direction: 'above', value: 150 } } as const
const later = (days: number) => AT.plus({ days })

test.group('Evaluating rules', () => {
  test('a day that breaches opens one incident, however often it is looked at', async ({
    assert,
  }) => {
    const [organization, other] = [await givenOrganization(), await givenOrganization()]
    await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })
    await givenRule(organization, ABOVE)

    await Promise.all([evaluate(organization), evaluate(organization)])
    await evaluate(organization)

    const [{ id, ...incident }, ...others] = await incidentsOf(organization)
    assert.deepEqual(incident, {
      title: 'Spend',
      message: 'Spend was €200.00 on 2026-06-09, above the limit of €150.00.',
      ...{ state: 'open', breaches: 1, first: LAST_DAY, last: LAST_DAY },
    })
    assert.deepEqual([others, await incidentsOf(other)], [[], []])
  })

  test('a day that is not complete is not judged until it is', async ({ assert }) => {
    const organization = await givenOrganization()
    const source = await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })
    await givenCompleteUntil(organization, source, '2026-06-08')
    await givenRule(organization, ABOVE)

    await evaluate(organization)
    const before = await incidentsOf(organization)
    await givenCompleteUntil(organization, source, LAST_DAY)
    await evaluate(organization)

    assert.deepEqual(before, [])
    assert.lengthOf(await incidentsOf(organization), 1)
  })

  test('an evaluation that is lost has done nothing, and the next one does it', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { changed: { [LAST_DAY]: 200 } })
    await givenRule(organization, ABOVE)
    const lost = withTenant(organization.id, async (tenant) => {
      await new EvaluateAlerts(tenant).execute(AT)
      throw new Error('the worker was killed')
    })

    await assert.rejects(() => lost, 'the worker was killed')
    const after = await incidentsOf(organization)
    await evaluate(organization)

    assert.deepEqual(after, [])
    assert.lengthOf(await incidentsOf(organization), 1)
  })

  test('one rule opens an incident per value, and many values at once are one', async ({
    assert,
  }) => {
    const [few, many] = [await givenOrganization(), await givenOrganization()]
    const rule = { ...ABOVE, question: { metrics: ['spend'], breakdowns: ['campaign'] } } as const
    const changed = { [LAST_DAY]: 200 }
    await givenSpend(few, { changed, campaigns: ['Search', 'Social'] })
    await givenSpend(many, { changed, campaigns: ['A', 'B', 'C', 'D', 'E'] })
    await givenRule(few, rule as never)
    await givenRule(many, rule as never)

    await evaluate(few)
    await evaluate(many)

    const titles = async (organization: typeof few) => {
      const incidents = await incidentsOf(organization)
      return incidents.map(({ title }) => title)
    }
    assert.deepEqual(await titles(few), ['Spend: Search', 'Spend: Social'])
    assert.deepEqual(await titles(many), ['Spend: 5 at once'])
  })

  test('what goes on joins its incident, and three calm days dismiss it', async ({ assert }) => {
    const organization = await givenOrganization()
    const changed = { '2026-06-04': 200, '2026-06-06': 210 }
    const source = await givenSpend(organization, { changed })
    await givenRule(organization, ABOVE)
    const through = async (day: string) => {
      await givenCompleteUntil(organization, source, day)
      await evaluate(organization)
      const [incident] = await incidentsOf(organization)
      return [incident.state, incident.breaches]
    }

    assert.deepEqual(await through('2026-06-04'), ['open', 1])
    assert.deepEqual(await through('2026-06-06'), ['open', 2])
    assert.deepEqual(await through('2026-06-08'), ['open', 2])
    assert.deepEqual(await through('2026-06-09'), ['auto_dismissed', 2])
    assert.lengthOf(await incidentsOf(organization), 1)
  })

  test('a source that fails opens one incident, which goes away once it syncs', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const { id } = await givenConnection(organization, { state: 'needs_reconnect' })
    await givenRule(organization, { kind: 'sync_failure', condition: { sources: [] } })

    await evaluate(organization)
    await evaluate(organization, later(1))
    const during = await incidentsOf(organization)
    await withTenant(organization.id, (tenant) =>
      tenant.query(`UPDATE connections SET state = 'connected' WHERE id = $1`, [id])
    )
    await evaluate(organization, later(1))

    assert.deepEqual(
      during.map(({ state, breaches }) => [state, breaches]),
      [['open', 2]]
    )
    const [after] = await incidentsOf(organization)
    assert.equal(after.state, 'auto_dismissed')
  })

  test('an action in the audit log fires once, and not for what lies before the rule', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const act = (action: string) =>
      withTenant(organization.id, (tenant) =>
        recordAudit(tenant, { actorId: null, action, subject: 'key:1' })
      )
    const condition = { actions: ['api_key.created'] }
    await act('api_key.created')
    await givenRule(organization, { kind: 'security_event', condition, name: 'New keys' })

    await evaluate(organization)
    await act('api_key.created')
    await act('dashboard.created')
    await evaluate(organization, later(1))
    await evaluate(organization, later(9))

    const incidents = await incidentsOf(organization)
    assert.deepEqual(
      incidents.map(({ title, state, breaches }) => [title, state, breaches]),
      [['New keys: api_key.created', 'open', 1]]
    )
  })
})
