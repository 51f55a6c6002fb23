import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import Dashboard from '#dashboards/models/dashboard'
import type { WidgetQuestion } from '#dashboards/models/widget'
import { namedInWidgets } from '#dashboards/queries/named_in_widgets'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { importText } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SPEND = {
  title: 'Spend',
  view: 'metric' as const,
  width: 3 as const,
  question: { metrics: ['spend'], breakdowns: ['campaign'] },
}

function given(organization: Organization, createdBy: string | null) {
  const wanted = { name: 'Ads', createdBy, visibility: 'organization' as const, widgets: [SPEND] }
  return withTenant(organization.id, (tenant) => createDashboard(tenant, wanted))
}

const saved = (organization: Organization) =>
  withTenant(organization.id, () => Dashboard.of(organization).firstOrFail())

test.group('A dashboard of somebody else', () => {
  test('is neither hidden nor deleted by another editor, and is by its owner and an admin', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'analyst')
    await given(organization, owner.id)
    const path = `/o/${organization.slug}/dashboards/ads`
    const other = await signIn(await givenMember(organization, 'manager'))
    const hide = (as: typeof other) =>
      as(client.patch(path).json({ visibility: 'private' })).accept('json')

    const refused = [await hide(other), await other(client.delete(path).accept('json'))]
    const renamed = await other(client.patch(path).json({ name: 'Adverts' }))
    const page = await other(client.get(path).withInertia())
    const hidden = await hide(await signIn(owner))
    const gone = await hide(other)
    await withTenant(organization.id, () =>
      Dashboard.of(organization).update({ visibility: 'organization' })
    )
    const byAdmin = await hide(await signIn(await givenMember(organization, 'admin')))

    assert.deepEqual(
      refused.map((response) => [response.status(), response.body().code]),
      [
        [403, 'E_NOT_THE_OWNER'],
        [403, 'E_NOT_THE_OWNER'],
      ]
    )
    assert.isFalse(page.body().props.dashboard.mayManage)
    assert.equal(renamed.status(), 302)
    assert.deepEqual([hidden.status(), gone.status(), byAdmin.status()], [302, 404, 302])
    const { visibility, deletedAt } = await saved(organization)
    assert.deepEqual([visibility, deletedAt], ['private', null])
  })
})

test.group('A private dashboard whose owner has left', () => {
  test('is found, shared on and deleted by whoever manages the organization, and by nobody else', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization, 'analyst')
    await given(organization, owner.id)
    await withTenant(organization.id, () =>
      Dashboard.of(organization).update({ visibility: 'private' })
    )
    const path = `/o/${organization.slug}/dashboards/ads`
    const admin = await signIn(await givenMember(organization, 'admin'))
    const analyst = await signIn(await givenMember(organization, 'analyst'))
    const open = async (as: typeof admin) => {
      const response = await as(client.get(path).withInertia())
      return response.status()
    }
    const before = await open(admin)
    await withTenant(organization.id, (tenant) =>
      tenant.query('DELETE FROM memberships WHERE user_id = $1', [owner.id])
    )

    const after = [await open(admin), await open(analyst)]
    const shared = await admin(client.patch(path).json({ visibility: 'organization' }))
    const seen = await open(analyst)
    await withTenant(organization.id, () =>
      Dashboard.of(organization).update({ visibility: 'private' })
    )
    await admin(client.delete(path))

    assert.deepEqual([before, after, shared.status(), seen], [404, [200, 404], 302, 200])
    const { deletedAt } = await saved(organization)
    assert.isNotNull(deletedAt)
  })
})

test.group('Who only looks at a dashboard', () => {
  test('gets the names on it, and not those of everything that is measured: {$self}')
    .with(['client', 'viewer'] as const)
    .run(async ({ assert, client }, role) => {
      const organization = await givenOrganization()
      await importText(organization, 'day,secret margin\n2026-01-01,7\n')
      await given(organization, null)
      const path = `/o/${organization.slug}/dashboards/ads`
      const [reader, editor] = [
        await signIn(await givenMember(organization, role)),
        await signIn(await givenMember(organization, 'analyst')),
      ]

      const read = await reader(client.get(path).withInertia())
      const edited = await editor(client.get(path).withInertia())

      const idsOf = (list: { id: string }[]) => list.map(({ id }) => id)
      assert.deepEqual(idsOf(read.body().props.metrics), ['spend'])
      assert.deepEqual(idsOf(read.body().props.dimensions), ['campaign'])
      assert.isAbove(edited.body().props.metrics.length, 50)
      assert.notInclude(JSON.stringify(read.body()), 'secret')
      assert.include(JSON.stringify(edited.body()), 'secret')
    })

  test('gets nothing that only looks like a name on it, and no column of another source', ({
    assert,
  }) => {
    const known = ['spend', 'roas', 'a:margin', 'b:margin', 'b:visits', 'campaign'].map((id) => ({
      id,
    }))
    const named = (question: WidgetQuestion) =>
      namedInWidgets(known, [{ question }]).map(({ id }) => id)
    const filters = [{ dimension: 'campaign', operator: 'in' as const, values: ['roas'] }]

    assert.deepEqual(named({ metrics: ['spend'], filters }), ['spend', 'campaign'])
    assert.deepEqual(named({ metrics: ['margin'] }), [])
    assert.deepEqual(named({ metrics: ['a:margin', 'visits'] }), ['a:margin', 'b:visits'])
    const formulas = { share: '[b:visits] / spend' }
    assert.deepEqual(named({ metrics: ['share'], formulas }), ['spend', 'b:visits'])
  })
})
