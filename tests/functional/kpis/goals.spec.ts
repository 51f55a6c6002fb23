import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { listRules } from '#alerts/rules/rule'
import { CreateDashboard } from '#dashboards/actions/create_dashboard'
import { readDashboard } from '#dashboards/queries/read_dashboard'
import { withTenant, type TenantTransaction } from '#foundation'
import SaveGoal from '#kpis/actions/save_goal'
import { listGoals, periodOf, targetIn } from '#kpis/goals/goal'
import { trackGoal } from '#kpis/goals/track_goal'
import type { GoalAttributes, GoalProgress } from '#kpis/types'
import type Organization from '#organizations/models/organization'
import {
  AT,
  evaluate,
  givenCompleteUntil,
  givenRule,
  givenSpend,
  incidentsOf,
  LAST_DAY,
} from '#tests/support/alerts'
import { givenKpi } from '#tests/support/kpis'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const GOAL: GoalAttributes = {
  name: 'June budget',
  question: { metrics: ['spend'], currency: 'EUR' },
  outcome: null,
  ...{ aim: 'at_most', period: 'month', pace: 'linear', ownerId: null },
  ...{ startsOn: '2026-04-01', endsOn: null },
  targets: [
    { subject: '', label: '', from: '2026-04-01', amount: 6_000 },
    { subject: '', label: '', from: '2026-06-01', amount: 5_400 },
  ],
}

async function track(
  organization: Organization,
  given: Partial<GoalAttributes> = {},
  now = AT
): Promise<GoalProgress> {
  const drawn = await withTenant(organization.id, async (tenant) => {
    const goal = await saving(tenant, now).create({ ...GOAL, ...given })
    return trackGoal({ tenant, organization, now }, goal)
  })
  if (!('value' in drawn)) {
    throw new Error(drawn.message)
  }
  return drawn.value
}

const saving = (tenant: TenantTransaction, now = AT) =>
  new SaveGoal(tenant, { id: null, now: now.toJSDate() })

const givenFollowed = (organization: Organization) =>
  withTenant(organization.id, async (tenant) => ({
    goal: await saving(tenant).create({
      ...GOAL,
      targets: [{ subject: '', label: '', from: '2026-04-01', amount: 2_400 }],
    }),
  }))

test.group('Goals', () => {
  test('a budget is followed through the last complete day, in all and by campaign', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    // Nine days of June are complete: 200 a day, of which Search had 180 on the last two.
    await givenSpend(organization, {
      campaigns: ['Search', 'Video'],
      changed: {},
    })

    const progress = await track(organization, {
      question: { ...GOAL.question, breakdowns: ['campaign'] },
      outcome: 'clicks',
      targets: [...GOAL.targets],
    })
    const { spread, points, past, ...head } = progress

    assert.containSubset(head, {
      ...{ period: { from: '2026-06-01', to: '2026-06-30' }, through: LAST_DAY, growth: 'sum' },
      ...{ unit: 'currency', currency: 'EUR', target: 5_400, value: 1_800, status: 'will_exceed' },
      ...{ expected: 1_620, projected: 6_000, daysLeft: 21, recentPerDay: 200, notes: [] },
    })
    assert.deepEqual(
      [points[8], points[9]].map(({ day, value, projected }) => [day, value, projected]),
      [
        ['2026-06-09', 1_800, null],
        ['2026-06-10', null, 2_000],
      ]
    )
    assert.deepEqual(
      spread.map(({ label, value, target, projected, outcome }) => [
        ...[label, value, target, Math.round(projected!), outcome],
      ]),
      [
        ['Search', 900, null, 3_000, 90],
        ['Video', 900, null, 3_000, 90],
      ]
    )
    assert.deepEqual(
      past.map(({ from, target, value, isReached }) => [from, target, value, isReached]),
      [
        ['2026-05-01', 6_000, 6_200, false],
        ['2026-04-01', 6_000, 4_000, true],
      ]
    )
  })

  test('budgets of campaigns tell who runs out when, and what is worth moving', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization, { campaigns: ['Search', 'Video'] })
    const question = { ...GOAL.question, breakdowns: ['campaign'] }
    const first = await track(organization, { question })
    const keyOf = (name: string) => first.spread.find(({ label }) => label === name)!.subject
    const budget = (name: string, amount: number) => ({
      ...{ subject: keyOf(name), label: name, from: '2026-04-01', amount },
    })

    const { spread, reallocations } = await track(organization, {
      question,
      targets: [...GOAL.targets, budget('Search', 1_500), budget('Video', 3_900)],
    })

    const search = spread.find(({ label }) => label === 'Search')!
    // 900 of 1,500 are spent, and 100 a day: on the seventh day from here it is passed.
    assert.deepEqual([search.expected, search.spentOn], [450, '2026-06-16'])
    assert.deepEqual(reallocations, [{ from: keyOf('Video'), to: keyOf('Search'), amount: 900 }])
  })

  test('a KPI is a goal like any metric: its formula says whether days add up', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization)
    const doubled = await givenKpi(organization, { label: 'Doubled', formula: 'spend * 2' })
    const cost = await givenKpi(organization, { label: 'Cost', formula: 'spend / clicks' })
    const target = (amount: number) => [{ ...GOAL.targets[0], amount }]

    const sum = await track(organization, {
      question: { metrics: [doubled], currency: 'EUR' },
      aim: 'at_least',
      targets: target(7_000),
    })
    const level = await track(organization, {
      question: { metrics: [cost], currency: 'EUR' },
      targets: target(9),
    })

    assert.deepEqual([sum.growth, sum.value, sum.status], ['sum', 1_800, 'behind'])
    assert.deepEqual([level.growth, level.value, level.status], ['level', 10, 'behind'])
  })

  test('on the first day of a period, and where a day is not complete, nothing is judged', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const source = await givenSpend(organization)
    const first = await track(organization, {}, DateTime.fromISO('2026-06-01T10:00:00Z'))
    await givenCompleteUntil(organization, source, '2026-06-05')
    const late = await track(organization)

    assert.deepEqual([first.status, first.through, first.value], ['waiting', null, null])
    assert.deepEqual([late.through, late.value, late.daysLeft], ['2026-06-05', 500, 25])
  })

  test('targets hold from their period on, and goals stay within their first and last one', ({
    assert,
  }) => {
    const { targets } = GOAL
    assert.deepEqual(
      ['2026-01-01', '2026-05-01', '2026-06-01', '2027-01-01'].map((from) =>
        targetIn(targets, '', from)
      ),
      [6_000, 6_000, 5_400, 5_400]
    )
    assert.isNull(targetIn(targets, 'other', '2026-06-01'))
    assert.equal(periodOf({ ...GOAL, endsOn: '2026-05-31' }, '2026-07-10').from, '2026-05-01')
  })

  test('an alert rule that watches a goal follows its targets, and says when it is gone', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization)
    const { goal } = await givenFollowed(organization)
    const condition = { direction: 'over', amount: 1, period: 'year', pace: 'linear' } as const
    await givenRule(organization, {
      kind: 'budget',
      condition: { ...condition, tolerancePercent: 5, goal: goal.id },
    })

    await evaluate(organization)
    const before = await incidentsOf(organization)
    await withTenant(organization.id, (tenant) => saving(tenant).delete(goal))
    await evaluate(organization, AT.plus({ days: 1 }))
    const [rule] = await withTenant(organization.id, (tenant) => listRules(tenant))

    // 900 of 2,400 by the ninth of June, at whose end 720 are expected.
    assert.deepEqual(
      before.map(({ message }) => message.match(/€[\d,.]+/g)),
      [['€900.00', '€720.00', '€2,400.00']]
    )
    assert.match(rule.notJudged!, /was deleted/)
  })

  test('a widget draws a goal in its own period, and says when it is gone', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenSpend(organization)
    const { goal } = await givenFollowed(organization)
    const read = () =>
      withTenant(organization.id, async (tenant) => {
        const dashboard = await new CreateDashboard(tenant).execute({
          ...{ name: 'Board', visibility: 'organization', createdBy: null },
          widgets: [
            {
              ...{ title: 'Budget', view: 'goal', display: { goal: goal.id } },
              question: { metrics: ['spend'] },
            },
          ],
        })
        const { widgets } = await readDashboard({ tenant, organization, now: AT }, dashboard.id)
        return widgets[0]
      })

    const drawn = await read()
    await withTenant(organization.id, (tenant) => saving(tenant).delete(goal))
    const gone = await read()

    assert.containSubset(drawn.answer, { state: 'ready', value: { range: { to: LAST_DAY } } })
    assert.containSubset(drawn.goal, { value: 900, target: 2_400, status: 'will_exceed' })
    assert.containSubset(gone.answer, { state: 'failed', code: 'E_GOAL_NOT_FOUND' })
  })

  test('goals are made and changed on the page; nobody sees those of another organization', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenSpend(organization)
    const analyst = await givenMember(organization, 'analyst')
    const as = await signIn(analyst)
    const at = `/o/${organization.slug}/kpis/goals`
    const sent = {
      ...{ name: 'Budget', metric: 'spend', breakdown: 'campaign', aim: 'at_most' },
      ...{ period: 'quarter', pace: 'seasonal', ownerId: analyst.id, startsOn: '2026-05-17' },
      targets: [{ from: '2026-05-17', amount: 100 }],
    }

    const preview = await as(client.post(`${at}/previews`).json(sent))
    await as(client.post(at).json(sent))
    const refused = await as(client.post(at).json({ ...sent, metric: 'ctr' }))
    const [goal] = await withTenant(organization.id, (tenant) => listGoals(tenant))
    await as(client.put(`${at}/${goal.id}`).json({ ...sent, name: 'Other', breakdown: null }))
    const page = await as(client.get(`${at}/${goal.id}`).withInertia())
    const list = await as(client.get(at).withInertia())
    const stranger = await givenOrganization()
    const other = await signIn(await givenMember(stranger, 'owner'))
    const hidden = await other(client.get(`/o/${stranger.slug}/kpis/goals/${goal.id}`))

    assert.oneOf(preview.body().state, ['ready', 'empty'])
    assert.notEqual(refused.status(), 500)
    assert.containSubset(page.body().props.goal, {
      ...{ name: 'Other', metric: 'spend', breakdown: null, currency: 'EUR' },
      owner: { id: analyst.id, name: 'Noor Visser' },
      startsOn: '2026-04-01',
      targets: [{ subject: '', label: '', from: '2026-04-01', amount: 100 }],
    })
    assert.lengthOf(list.body().props.goals, 1)
    assert.equal(hidden.status(), 404)
  })
})
