import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { createDashboard, type NewWidget } from '#dashboards'
import { DEFAULT_SETTINGS } from '#dashboards/models/dashboard'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { widgetsOf } from '#dashboards/queries/find_dashboard'
import { withTenant } from '#foundation'
import { givenAdvertising } from '#tests/support/business'
import { givenOrganization } from '#tests/support/organizations'

const figure = (title: string, metrics: string[]): NewWidget => ({
  title,
  view: 'metric',
  width: 3,
  question: { metrics },
})

test.group('Answers of a dashboard', () => {
  test('one refused question spoils one widget, and no missing number is a zero', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)

    const states = await withTenant(organization.id, async (tenant) => {
      const dashboard = await createDashboard(tenant, {
        name: 'Ads',
        createdBy: null,
        widgets: [
          figure('Refused', ['no_such_metric']),
          figure('Spend', ['spend']),
          figure('Revenue', ['revenue']),
        ],
      })
      const widgets = await widgetsOf(organization, dashboard)
      const asking = { tenant, organization, now: DateTime.utc() }
      const answers = await answerWidgets(asking, widgets, DEFAULT_SETTINGS)
      return widgets.map(({ id, title }) => [title, answers[id].state])
    })

    assert.deepEqual(states, [
      ['Refused', 'failed'],
      ['Spend', 'ready'],
      ['Revenue', 'empty'],
    ])
  })
})
