import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import { withTenant } from '#foundation'
import { givenDashboard } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

interface Screen {
  dashboards: { name: string }[]
  at: number
  everySeconds: number
  widgets: { title: string }[]
}

test.group('Dashboards on a screen', () => {
  test('take turns, and those that the reader may not see are passed over', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const { slug } = await givenDashboard(organization)
    const other = await givenMember(organization, 'analyst')
    const make = (name: string, visibility: 'private' | 'organization') =>
      withTenant(organization.id, (tenant) =>
        createDashboard(tenant, {
          name,
          visibility,
          createdBy: other.id,
          widgets: [{ title: `In ${name}`, view: 'text', body: 'Text' }],
        })
      )
    await make('Hidden', 'private')
    await make('Sales', 'organization')
    const as = await signIn(await givenMember(organization, 'client'))
    const path = `/o/${organization.slug}/dashboards`
    const shown = async (query: string) => {
      const page = await as(client.get(`${path}/${query}`).withInertia())
      return (JSON.parse(page.text()) as { props: Screen }).props
    }

    const second = await shown(`${slug}/screen?then=hidden&then=sales&every=2&at=1`)
    const around = await shown(`${slug}/screen?then=hidden&then=sales&every=90&at=2`)
    const nothing = await as(client.get(`${path}/hidden/screen`).accept('json'))

    assert.deepEqual(
      second.dashboards.map(({ name }) => name),
      ['Weekly marketing review', 'Sales']
    )
    assert.deepEqual(
      [second.at, second.everySeconds, second.widgets.map(({ title }) => title)],
      [1, 10, ['In Sales']]
    )
    assert.deepEqual([around.at, around.everySeconds], [0, 90])
    nothing.assertStatus(404)
  })
})
