import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import type { NewWidget } from '#dashboards/actions/create_dashboard'
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

const METRICS = ['spend', 'clicks', 'impressions', 'ctr', 'cpc', 'cpm']

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

  test('twelve widgets ask few statements, and one savepoint serves them all', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    const asked = Array.from({ length: 11 }, (_, index) =>
      figure(`Spend ${index}`, [METRICS[index % METRICS.length]])
    )
    const dashboard = await withTenant(organization.id, (tenant) =>
      createDashboard(tenant, {
        name: 'Ads',
        createdBy: null,
        widgets: [...asked, figure('Refused', ['none'])],
      })
    )
    const statements: string[] = []
    const states = await withTenant(
      organization.id,
      async (tenant) => {
        const widgets = await widgetsOf(organization, dashboard)
        const query = (text: string, values?: unknown[]) => {
          statements.push(text.trim())
          return tenant.query(text, values)
        }
        const watched = { ...tenant, query } as typeof tenant
        const asking = { tenant: watched, organization, now: DateTime.utc() }
        const answers = await answerWidgets(asking, widgets, DEFAULT_SETTINGS)
        return widgets.map(({ id }) => answers[id].state)
      },
      { readOnly: true }
    )

    assert.deepEqual(new Set(states), new Set(['ready', 'failed']))
    assert.isAtMost(statements.length, 12)
    assert.lengthOf(
      statements.filter((text) => text.startsWith('SAVEPOINT')),
      1
    )
  })
})
