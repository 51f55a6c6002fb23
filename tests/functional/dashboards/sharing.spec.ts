import { test } from '@japa/runner'
import { createDashboard } from '#dashboards'
import Dashboard from '#dashboards/models/dashboard'
import { withTenant } from '#foundation'
import { givenMember, givenOrganization, type Role } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf } from '#tests/support/team'

const SPEND = { title: 'Spend', view: 'metric' as const, width: 3 as const }

/** A private dashboard of an analyst, and what its owner and others of the organization can do with it. */
async function given() {
  const organization = await givenOrganization()
  const owner = await givenMember(organization, 'analyst')
  await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, {
      name: 'Ads',
      createdBy: owner.id,
      widgets: [{ ...SPEND, question: { metrics: ['spend'] } }],
    })
  )
  const path = `/o/${organization.slug}/dashboards/ads`
  const member = async (role: Role) => {
    const person = await givenMember(organization, role)
    return { id: (await membershipOf(organization, person))!.id, person, as: await signIn(person) }
  }
  return { organization, owner, path, member }
}

test.group('A dashboard is shared', () => {
  test('with clients only: they see it, viewers do not, admins do', async ({ assert, client }) => {
    const { owner, path, member } = await given()
    const as = await signIn(owner)

    await as(client.patch(path).json({ visibility: 'chosen', sharedWith: { roles: ['client'] } }))

    const seen = async (role: Role) => {
      const reader = await member(role)
      const page = await reader.as(client.get(path))
      return page.status()
    }
    assert.deepEqual(
      [await seen('client'), await seen('viewer'), await seen('manager'), await seen('admin')],
      [200, 404, 404, 200]
    )
    const own = await as(client.get(path))
    assert.equal(own.status(), 200)
  })

  test('with a person: only that one sees it, in the list too, until they leave', async ({
    assert,
    client,
  }) => {
    const { organization, owner, path, member } = await given()
    const [one, other] = [await member('viewer'), await member('viewer')]
    const as = await signIn(owner)
    await as(client.patch(path).json({ visibility: 'chosen', sharedWith: { members: [one.id] } }))
    const list = `/o/${organization.slug}/dashboards`
    const names = async (who: typeof one) => {
      const page = await who.as(client.get(list).withInertia())
      return page.body().props.dashboards.map(({ name }: { name: string }) => name)
    }

    assert.deepEqual([await names(one), await names(other)], [['Ads'], []])
    // Whoever comes back is another member, and what was chosen before does not count.
    await withTenant(organization.id, (tenant) =>
      tenant.query('UPDATE memberships SET id = gen_random_uuid() WHERE id = $1', [one.id])
    )
    assert.deepEqual(await names(one), [])
  })

  test('by nobody but its owner and admins, and never with no one: {title}')
    .with([
      { title: 'an editor', role: 'manager', form: { visibility: 'chosen' }, status: 403 },
      { title: 'no one', role: 'admin', form: { visibility: 'chosen' }, status: 422 },
      {
        title: 'a stranger',
        role: 'admin',
        form: { sharedWith: { members: [crypto.randomUUID()] } },
        status: 422,
      },
      {
        title: 'a role that sees no dashboards',
        role: 'admin',
        form: { visibility: 'chosen', sharedWith: { roles: ['billing_admin'] } },
        status: 422,
      },
    ] as const)
    .run(async ({ assert, client }, { role, form, status }) => {
      const { organization, path, member } = await given()
      await withTenant(organization.id, () =>
        Dashboard.of(organization).update({ visibility: 'organization' })
      )
      const { as } = await member(role)

      const response = await as(client.patch(path).json(form).accept('json'))

      assert.equal(response.status(), status)
      const { visibility } = await withTenant(organization.id, () =>
        Dashboard.of(organization).firstOrFail()
      )
      assert.equal(visibility, 'organization')
    })

  test('and is made private only where it has an owner who would still see it', async ({
    assert,
    client,
  }) => {
    const { organization, path, member } = await given()
    await withTenant(organization.id, () =>
      Dashboard.of(organization).update({ visibility: 'organization', created_by: null })
    )
    const { as } = await member('admin')

    const response = await as(client.patch(path).json({ visibility: 'private' }).accept('json'))

    assert.deepEqual([response.status(), response.body().code], [422, 'E_DASHBOARD_WITHOUT_OWNER'])
  })

  test('and tells who sees it to those only who decide it', async ({ assert, client }) => {
    const { owner, path, member } = await given()
    const viewer = await member('viewer')
    const as = await signIn(owner)
    const sharedWith = { roles: ['client'], members: [viewer.id] }
    await as(client.patch(path).json({ visibility: 'chosen', sharedWith }))

    const pages = [
      await as(client.get(path).withInertia()),
      await viewer.as(client.get(path).withInertia()),
    ]
    const [own, read] = pages.map((page) => page.body().props)

    assert.deepEqual(own.dashboard.sharedWith, sharedWith)
    assert.include(
      own.audience.people.map(({ id }: { id: string }) => id),
      viewer.id
    )
    assert.deepEqual([read.dashboard.sharedWith, read.audience], [{ roles: [], members: [] }, null])
  })
})
