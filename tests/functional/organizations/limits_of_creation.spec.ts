import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { createDashboard } from '#dashboards'
import { withTenant } from '#foundation'
import { CREATED_A_DAY, type Created } from '#organizations/middleware/limit_creation_middleware'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SPEND = { title: 'Spend', view: 'metric', width: 3, question: { metrics: ['spend'] } }

const CREATIONS: { created: Created; path: string; form: Record<string, unknown> }[] = [
  { created: 'apiKeys', path: '/settings/api-keys', form: { name: 'K', scopes: ['metrics:read'] } },
  { created: 'dashboards', path: '/dashboards', form: { name: 'Ads' } },
  { created: 'dashboards', path: '/dashboards/ads/copies', form: {} },
  { created: 'widgets', path: '/dashboards/ads/widgets', form: SPEND },
  { created: 'connections', path: '/sources', form: { pluginId: 'no/such', connector: 'x' } },
]

async function given() {
  const organization = await givenOrganization()
  await withTenant(organization.id, (tenant) =>
    createDashboard(tenant, { name: 'Ads', createdBy: null, visibility: 'organization' })
  )
  const person = await givenMember(organization, 'owner')
  return { organization, person, as: await signIn(person) }
}

const used = (key: string, points: number) =>
  db.table('rate_limits').insert({ key, points, expire: Date.now() + 60_000 })

test.group('What is created in a day has limits', () => {
  test('for one person: {created}, {path}')
    .with(CREATIONS)
    .run(async ({ assert, client }, { created, path, form }) => {
      const { organization, person, as } = await given()
      const create = () =>
        as(client.post(`/o/${organization.slug}${path}`).json(form))
          .accept('json')
          .redirects(0)
      await used(`created:${created}:person:${person.id}`, CREATED_A_DAY[created].person - 1)

      const last = await create()
      const tooMany = await create()

      assert.notEqual(last.status(), 429)
      assert.deepEqual([tooMany.status(), tooMany.body().code], [429, 'E_TOO_MANY_CREATED'])
    })

  test('and for an organization, whoever creates', async ({ assert, client }) => {
    const { organization, as } = await given()
    const most = CREATED_A_DAY.dashboards.organization
    await used(`created:dashboards:organization:${organization.id}`, most)

    const response = await as(
      client.post(`/o/${organization.slug}/dashboards`).json({ name: 'One more' }).accept('json')
    )

    assert.equal(response.status(), 429)
    assert.match(response.body().detail ?? response.body().message, /in this organization/)
  })
})
