import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import { MOST_WIDGETS } from '#dashboards/queries/widget_room'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import Dashboard from '#dashboards/models/dashboard'
import { widgetsOf } from '#dashboards/queries/find_dashboard'
import { withTenant } from '#foundation'
import { NOW } from '#tests/support/metric_questions'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const FIGURE = {
  title: 'Clicks',
  view: 'metric' as const,
  width: 3 as const,
  question: { metrics: ['clicks'] },
}

async function givenDashboard(widgets: number) {
  const organization = await givenOrganization()
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [{ day: '2026-06-01', numbers: [1, 1, 1] }],
  })
  await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: 'Ads',
      createdBy: null,
      visibility: 'organization',
      widgets: Array.from({ length: widgets }, () => FIGURE),
    })
  )
  return organization
}

test.group('A full dashboard', () => {
  test('takes no widget more, also of two at the same moment', async ({ assert, client }) => {
    const organization = await givenDashboard(MOST_WIDGETS - 1)
    const as = await signIn(await givenMember(organization, 'analyst'))
    const path = `/o/${organization.slug}/dashboards/ads/widgets`
    const add = () => as(client.post(path).accept('json').json(FIGURE))

    const answers = await Promise.all([add(), add()])
    const statuses = answers.map((answer) => answer.status())

    assert.sameMembers(statuses, [302, 422])
    const count = await withTenant(organization.id, async () => {
      const dashboard = await Dashboard.of(organization).firstOrFail()
      const widgets = await widgetsOf(organization, dashboard as Dashboard)
      return widgets.length
    })
    assert.equal(count, MOST_WIDGETS)
  })

  test('of former days answers as many as a page holds, and says so of the others', async ({
    assert,
  }) => {
    const organization = await givenDashboard(MOST_WIDGETS + 2)

    const states = await withTenant(
      organization.id,
      async (tenant) => {
        const dashboard = (await Dashboard.of(organization).firstOrFail()) as Dashboard
        const widgets = await widgetsOf(organization, dashboard)
        const asking = { tenant, organization, now: NOW }
        const answers = await answerWidgets(asking, widgets, dashboard.settings)
        return widgets.map(({ id }) => answers[id].state)
      },
      { readOnly: true }
    )

    assert.deepEqual(states.slice(-3), ['ready', 'failed', 'failed'])
  })
})
