import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const NOTE = { title: 'Note', view: 'text' as const, body: 'Hello' }

async function given() {
  const organization = await givenOrganization()
  await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: 'Ads',
      createdBy: null,
      visibility: 'organization',
      widgets: [NOTE, { ...NOTE, title: 'Other' }],
    })
  )
  const editor = await signIn(await givenMember(organization, 'analyst'))
  const reader = await signIn(await givenMember(organization, 'viewer'))
  return { organization, editor, reader, address: `/o/${organization.slug}/dashboards/ads` }
}

function saved(organization: Organization) {
  return withTenant(organization.id, async () => ({
    dashboard: await Dashboard.of(organization).firstOrFail(),
    widgets: await Widget.of(organization).orderBy('created_at').orderBy('id'),
  }))
}

type Page = { props: { widgets: { title: string }[] } }

test.group('A draft of a dashboard', () => {
  test('is seen by readers when it is published, and goes back to any version', async ({
    assert,
    client,
  }) => {
    const { organization, editor, reader, address } = await given()
    const titles = async (as: typeof editor, query = '') => {
      const page = await as(client.get(`${address}${query}`).withInertia())
      const { widgets } = (JSON.parse(page.text()) as Page).props
      return widgets.map(({ title }) => title)
    }
    const publish = () => editor(client.post(`${address}/versions`))

    await editor(client.post(`${address}/widgets`).json({ ...NOTE, title: 'New' }))
    assert.deepEqual(await titles(reader), ['Note', 'Other'])
    assert.deepEqual(await titles(reader, '?edit=1'), ['Note', 'Other'])
    assert.deepEqual(await titles(editor, '?edit=1'), ['Note', 'Other', 'New'])
    await publish()
    assert.deepEqual(await titles(reader), ['Note', 'Other', 'New'])

    const { widgets } = await saved(organization)
    await editor(client.delete(`${address}/widgets/${widgets[0].id}`))
    await editor(client.delete(`${address}/draft`))
    assert.deepEqual(await titles(editor, '?edit=1'), ['Note', 'Other', 'New'])
    await editor(client.post(`${address}/versions/1/restoration`))
    await publish()
    assert.deepEqual(await titles(reader), ['Note', 'Other'])
  })

  test('of a layout that another person changed meanwhile is told, and loses nothing', async ({
    assert,
    client,
  }) => {
    const { organization, editor, address } = await given()
    const { widgets } = await saved(organization)
    const arrange = (revision: number, moved: object[]) =>
      editor(client.put(`${address}/layout`).accept('json').json({ revision, widgets: moved }))
    const left = { id: widgets[0].id, lg: { x: 0, y: 0, w: 6, h: 5 } }
    const right = {
      id: widgets[1].id,
      lg: { x: 6, y: 0, w: 6, h: 5 },
      sm: { x: 0, y: 0, w: 1, h: 3 },
    }

    const first = await arrange(0, [left])
    const second = await arrange(0, [right])
    first.assertBody({ revision: 1 })
    second.assertStatus(409)
    second.assertBodyContains({ code: 'E_LAYOUT_CHANGED', revision: 1 })
    const kept = await arrange(1, [right])

    kept.assertBody({ revision: 2 })
    const { widgets: after } = await saved(organization)
    const beyond = [{ id: after[0].id, lg: { x: 11, y: 0, w: 2, h: 4 } }]
    const outside = await editor(
      client.put(`${address}/layout`).accept('json').json({ revision: 2, widgets: beyond })
    )
    outside.assertStatus(422)
    assert.deepEqual(after[0].layout.lg, left.lg)
    assert.deepEqual(after[1].layout, { lg: right.lg, sm: right.sm })
  })

  test('is not arranged or published by who only reads', async ({ client }) => {
    const { reader, address } = await given()
    const layout = await reader(
      client.put(`${address}/layout`).accept('json').json({ revision: 0, widgets: [] })
    )
    const published = await reader(client.post(`${address}/versions`))
    layout.assertStatus(403)
    published.assertStatus(403)
  })

  test('is published once by two at a time, and has a past for who edits only', async ({
    assert,
    client,
  }) => {
    const { editor, reader, address } = await given()
    const versions = async (as: typeof editor) => {
      const page = await as(
        client.get(address).withInertiaPartialReload('dashboards/show', ['versions'])
      )
      return (JSON.parse(page.text()) as { props: { versions: object[] } }).props.versions
    }
    const publish = () => editor(client.post(`${address}/versions`).redirects(0))

    await editor(client.post(`${address}/widgets`).json({ ...NOTE, title: 'New' }))
    const both = await Promise.all([publish(), publish()])

    both.forEach((answer) => answer.assertStatus(302))
    assert.lengthOf(await versions(editor), 2)
    assert.deepEqual(await versions(reader), [])
  })
})
