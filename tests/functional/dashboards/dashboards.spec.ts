import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const NOTE = { title: 'Note', view: 'text' as const, width: 12 as const, body: 'Hello' }

function given(organization: Organization, attributes = {}) {
  return withTenant(organization.id, (tenant) =>
    createDashboard(tenant, { name: 'Ads', createdBy: null, widgets: [NOTE], ...attributes })
  )
}

function saved(organization: Organization) {
  return withTenant(organization.id, () => Dashboard.of(organization).firstOrFail())
}

function savedWidgets(organization: Organization) {
  return withTenant(organization.id, () =>
    Widget.of(organization).orderBy('created_at').orderBy('id')
  )
}

test.group('Dashboards', () => {
  test('shared ones open for a viewer, private ones of others do not exist', async ({ client }) => {
    const organization = await givenOrganization()
    await given(organization, { name: 'Shared', visibility: 'organization' })
    const owner = await givenMember(organization)
    await given(organization, { name: 'Mine', createdBy: owner.id })
    const as = await signIn(await givenMember(organization, 'viewer'))

    const shared = await as(client.get(`/o/${organization.slug}/dashboards/shared`))
    const hidden = await as(client.get(`/o/${organization.slug}/dashboards/mine`))

    shared.assertStatus(200)
    hidden.assertStatus(404)
  })

  test('another organization’s dashboard does not exist', async ({ client }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    await given(theirs, { visibility: 'organization' })
    const as = await signIn(await givenMember(ours))

    const response = await as(client.get(`/o/${ours.slug}/dashboards/ads`))

    response.assertStatus(404)
  })

  test('a viewer cannot change one', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await given(organization, { visibility: 'organization' })
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(client.delete(`/o/${organization.slug}/dashboards/ads`))

    response.assertStatus(403)
    const { deletedAt } = await saved(organization)
    assert.isNull(deletedAt)
  })

  test('an analyst renames, shares and sets the period', async ({ assert, client }) => {
    const organization = await givenOrganization()
    const analyst = await givenMember(organization, 'analyst')
    await given(organization, { createdBy: analyst.id })
    const as = await signIn(analyst)

    await as(
      client.patch(`/o/${organization.slug}/dashboards/ads`).json({
        name: 'Paid ads',
        visibility: 'organization',
        range: '2026-01-01..2026-01-31',
        currency: 'USD',
      })
    )

    const { name, slug, visibility, settings } = await saved(organization)
    assert.deepEqual([name, slug, visibility], ['Paid ads', 'ads', 'organization'])
    assert.deepEqual(settings, { range: { from: '2026-01-01', to: '2026-01-31' }, currency: 'USD' })
  })

  test('a deleted one comes back with everything on it', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await given(organization, { visibility: 'organization' })
    const as = await signIn(await givenMember(organization, 'analyst'))
    const address = `/o/${organization.slug}/dashboards/ads`

    await as(client.delete(address))
    const gone = await as(client.get(address))
    await as(client.post(`${address}/restoration`))
    const back = await as(client.get(address))

    gone.assertStatus(404)
    back.assertStatus(200)
    assert.lengthOf(await savedWidgets(organization), 1)
  })

  test('a copy belongs to who made it', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await given(organization, { visibility: 'organization' })
    const analyst = await givenMember(organization, 'analyst')
    const as = await signIn(analyst)

    await as(client.post(`/o/${organization.slug}/dashboards/ads/copies`))

    const copy = await withTenant(organization.id, () =>
      Dashboard.of(organization).where('slug', 'ads-copy').firstOrFail()
    )
    assert.deepEqual([copy.createdBy, copy.visibility], [analyst.id, 'private'])
    assert.lengthOf(await savedWidgets(organization), 2)
  })

  test('widgets are added and removed', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await given(organization, { visibility: 'organization' })
    const as = await signIn(await givenMember(organization, 'analyst'))
    const address = `/o/${organization.slug}/dashboards/ads`
    const question = { metrics: ['spend'], grain: 'day', comparison: 'previous_period' }

    await as(
      client.post(`${address}/widgets`).json({ title: 'Spend', view: 'line', width: 6, question })
    )
    const [note] = await savedWidgets(organization)
    await as(client.delete(`${address}/widgets/${note.id}`))

    const [removed, kept] = await savedWidgets(organization)
    assert.deepEqual(kept.question, question as never)
    assert.deepEqual(kept.layout, { lg: { x: 0, y: 5, w: 8, h: 9 } })
    assert.isNotNull(removed.removedAt)
  })

  test('a widget without a question is refused unless it is text', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await given(organization, { visibility: 'organization' })
    const as = await signIn(await givenMember(organization, 'analyst'))

    const response = await as(
      client
        .post(`/o/${organization.slug}/dashboards/ads/widgets`)
        .header('accept', 'application/json')
        .json({ title: 'Spend', view: 'line', width: 6 })
    )

    response.assertStatus(422)
    assert.lengthOf(await savedWidgets(organization), 1)
  })
})
