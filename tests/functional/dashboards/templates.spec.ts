import { test } from '@japa/runner'
import { WIDGET_VIEWS } from '#dashboards/widget_views'
import { PRODUCT_TEMPLATES } from '#dashboards/templates/product_templates'
import { withTenant } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

type Offered = {
  id: string
  origin: string
  widgets: number
  leftOut: { title: string; lacks: string[] }[]
}

async function given() {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const { slug } = await givenDashboard(organization)
  const as = await signIn(await givenMember(organization, 'analyst'))
  const titles = (ofSlug: string) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ title: string }>(
        `SELECT w.title FROM dashboard_widgets w JOIN dashboards d ON d.id = w.dashboard_id
          WHERE d.slug = $1 ORDER BY w.title`,
        [ofSlug]
      )
      return rows.map(({ title }) => title)
    })
  return { organization, as, slug, titles, path: `/o/${organization.slug}/dashboards` }
}

test.group('A template of a dashboard', () => {
  test('of the product names what it needs, makes the rest, and says what it left out', async ({
    assert,
    client,
  }) => {
    const { as, path, titles } = await given()
    const list = await as(
      client.get(path).withInertiaPartialReload('dashboards/index', ['templates'])
    )
    const { templates } = (JSON.parse(list.text()) as { props: { templates: Offered[] } }).props
    const overview = templates.find(({ id }) => id === 'product:overview')!

    const made = await as(client.post(path).json({ name: 'Mine', template: overview.id }))
    const unfit = await as(
      client.post(path).accept('json').json({ name: 'Shop', template: 'product:pipeline' })
    )

    assert.deepEqual(
      overview.leftOut.map(({ title, lacks }) => [title, lacks.includes('Revenue')]),
      [
        ['Sessions', false],
        ['Orders', false],
        ['Revenue', true],
        ['Revenue and ad spend', true],
        ['Campaigns', false],
      ]
    )
    assert.equal(made.header('location'), `${path}/mine`)
    assert.deepEqual(await titles('mine'), ['Ad spend', 'Spend by source'])
    unfit.assertStatus(422)
    unfit.assertBodyContains({ code: 'E_TEMPLATE_WITHOUT_DATA' })
  })

  test('of the organization is made of a dashboard, used and deleted', async ({
    assert,
    client,
  }) => {
    const { organization, as, path, slug, titles } = await given()
    await as(client.post(`${path}/${slug}/templates`).json({ name: 'Weekly' }))
    const [{ id }] = await withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ id: string }>('SELECT id FROM dashboard_templates')
      return rows
    })

    await as(client.post(path).json({ name: 'From weekly', template: `own:${id}` }))
    await as(client.delete(`${path}/templates/${id}`))
    const again = await as(
      client
        .post(path)
        .accept('json')
        .json({ name: 'Late', template: `own:${id}` })
    )

    const kept = await titles(slug)
    assert.deepEqual(
      await titles('from-weekly'),
      kept.filter((title) => title !== 'Revenue')
    )
    again.assertStatus(404)
  })

  test('of the product asks for nothing that the catalogue does not know', async ({ assert }) => {
    const organization = await givenOrganization()
    const known = await withTenant(organization.id, async (tenant) => [
      ...(await listMetrics(tenant)),
      ...(await listDimensions(tenant)),
    ])
    const ids = new Set(known.map(({ id }) => id))
    const asked = PRODUCT_TEMPLATES.flatMap(({ widgets }) =>
      widgets.flatMap(({ question }) => [
        ...(question?.metrics ?? []),
        ...(question?.breakdowns ?? []),
      ])
    )
    const views = PRODUCT_TEMPLATES.flatMap(({ widgets }) => widgets.map(({ view }) => view))

    assert.deepEqual(
      asked.filter((id) => !ids.has(id)),
      []
    )
    assert.isTrue(views.every((view) => view in WIDGET_VIEWS))
    assert.isAtLeast(PRODUCT_TEMPLATES.length, 6)
  })
})

test.group('The list of dashboards', () => {
  test('has folders for everybody and favourites for one person', async ({ assert, client }) => {
    const { organization, as, path, slug } = await given()
    const reader = await signIn(await givenMember(organization, 'client'))
    const seenBy = async (person: typeof as) => {
      const page = await person(client.get(path).withInertia())
      const { dashboards, favourites } = (
        JSON.parse(page.text()) as {
          props: { dashboards: { folder: string }[]; favourites: string[] }
        }
      ).props
      return { folders: dashboards.map(({ folder }) => folder), favourites }
    }

    await as(client.patch(`${path}/${slug}`).json({ folder: 'Board' }))
    await reader(client.post(`${path}/${slug}/favourite`))
    await reader(client.post(`${path}/${slug}/favourite`))

    assert.deepEqual(await seenBy(reader), { folders: ['Board'], favourites: [slug] })
    assert.deepEqual(await seenBy(as), { folders: ['Board'], favourites: [] })
    await reader(client.delete(`${path}/${slug}/favourite`))
    const after = await seenBy(reader)
    assert.deepEqual(after.favourites, [])
  })
})
