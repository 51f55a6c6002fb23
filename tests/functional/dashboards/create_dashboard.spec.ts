import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import { withTenant } from '#foundation'
import Dashboard from '#dashboards/models/dashboard'
import { widgetsOf } from '#dashboards/queries/find_dashboard'
import { givenOrganization } from '#tests/support/organizations'

test.group('Making a dashboard', () => {
  test('keeps its widgets in reading order', async ({ assert }) => {
    const organization = await givenOrganization()

    const titles = await withTenant(organization.id, async (tenant) => {
      const dashboard = await createDashboard(tenant, {
        name: 'Overzicht – Été',
        createdBy: null,
        widgets: [
          { title: 'Spend', view: 'metric', width: 3, question: { metrics: ['spend'] } },
          { title: 'Note', view: 'text', width: 12, body: 'Read me first.' },
        ],
      })
      assert.equal(dashboard.slug, 'overzicht-ete')
      const widgets = await widgetsOf(organization, dashboard)
      return widgets.map(({ title, question }) => [title, question?.metrics ?? null])
    })

    assert.deepEqual(titles, [
      ['Spend', ['spend']],
      ['Note', null],
    ])
  })

  test('gives a second dashboard of the same name an address of its own', async ({ assert }) => {
    const organization = await givenOrganization()

    const slugs = await withTenant(organization.id, async (tenant) => {
      await createDashboard(tenant, { name: 'Ads', createdBy: null })
      await createDashboard(tenant, { name: 'Ads', createdBy: null })
      const found = await Dashboard.of(organization).orderBy('slug')
      return found.map(({ slug }) => slug)
    })

    assert.deepEqual(slugs, ['ads', 'ads-2'])
  })

  test('is invisible to another organization', async ({ assert }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await withTenant(ours.id, (tenant) => createDashboard(tenant, { name: 'Ads', createdBy: null }))

    const seen = await withTenant(theirs.id, () => Dashboard.of(theirs))

    assert.deepEqual(seen, [])
  })
})
