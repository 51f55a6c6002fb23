import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { VIEW_NAMES as ALL } from '#dashboards/widget_views'
import { givenDashboard } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'

/** Those whose display may be left out. */
const VIEW_NAMES = ALL.filter((view) => !['goal', 'embed', 'control', 'image'].includes(view))

const DISPLAYS: Record<string, object> = {
  line: { targets: { spend: 1200.5 } },
  gauge: { targets: { spend: 5000 }, bands: [{ upTo: 3000, label: 'Low' }] },
  heat_map: { showsValues: true },
  cohort: { asShare: false },
  table: {
    showsBars: true,
    showsSubtotals: true,
    conditions: [{ metric: 'spend', operator: 'above', value: 100, tone: 'bad' }],
  },
}

test.group('How a widget is drawn', () => {
  test('is kept for every view, without what the view does not know', async ({ assert }) => {
    const organization = await givenOrganization()
    const { slug } = await givenDashboard(organization)
    const headers = await sessionHeaders(await givenMember(organization, 'analyst'))
    const statuses: number[] = []

    for (const view of VIEW_NAMES) {
      const response = await fetch(
        `${process.env.APP_URL}/o/${organization.slug}/dashboards/${slug}/widgets`,
        {
          method: 'POST',
          redirect: 'manual',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({
            title: `As ${view}`,
            view,
            question: {
              metrics: ['spend'],
              comparison: 'previous_period',
              moreComparisons: ['previous_year'],
            },
            display: { ...DISPLAYS[view], unknown: 'left out' },
          }),
        }
      )
      statuses.push(response.status)
    }

    const { rows: kept } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ view: string; display: object; more: string[] | null }>(
        `SELECT view, display, query->'moreComparisons' AS more FROM dashboard_widgets
         WHERE title LIKE 'As %'`
      )
    )
    const charts = kept.filter(({ view }) => view in DISPLAYS)
    assert.deepEqual(new Set(statuses), new Set([302]))
    assert.sameMembers(
      kept.map(({ view }) => view),
      VIEW_NAMES
    )
    assert.deepEqual(
      Object.fromEntries(charts.map(({ view, display }) => [view, display])),
      DISPLAYS
    )
    assert.deepEqual(charts[0].more, ['previous_year'])
  })
})
