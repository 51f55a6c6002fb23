import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { givenAnsweringApi, type AnsweringApi } from '#tests/support/answering_api'
import { DESCRIBED, givenWizard, newestSource } from '#tests/support/custom_sources'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const OWN = 'own/harbor-orders'
const TITLE = 'Harbor orders'

test.group('A description of a source', (group) => {
  let api: AnsweringApi
  group.each.setup(async () => {
    api = await givenAnsweringApi({ body: { orders: [] } })
    return () => api.stop()
  })

  async function givenDescribed(client: Parameters<typeof givenWizard>[0]) {
    const { create, organization, as } = await givenWizard(client)
    const viewer = await signIn(await givenMember(organization, 'viewer'))
    await create(DESCRIBED)
    const base = `/o/${organization.slug}`
    const address = `${base}/settings/plugins/${OWN}`
    const { slug } = await newestSource(organization)
    const kept = () =>
      withTenant(organization.id, async (tenant) => {
        const registry = await pluginRegistry()
        const { rows } = await tenant.query<{ action: string }>(
          `SELECT action FROM audit_entries WHERE organization_id = $1
             AND action LIKE 'private_plugin.%' ORDER BY sequence`,
          [organization.id]
        )
        const versions = await tenant.query(
          'SELECT 1 FROM private_plugins WHERE organization_id = $1',
          [organization.id]
        )
        return {
          isKnown: registry.find(OWN) !== undefined,
          versions: versions.rows.length,
          audit: rows.map(({ action }) => action),
        }
      })
    return {
      ...{ kept, create, organization },
      remove: (by = as) =>
        by(client.delete(address).header('accept', 'application/json').redirects(0)),
      viewer,
      removeSource: () =>
        as(
          client
            .delete(`${base}/sources/${slug}`)
            .header('accept', 'application/json')
            .json({ confirmation: TITLE })
            .redirects(0)
        ),
    }
  }

  test('is kept while a source uses it, and the refusal names it', async ({ client, assert }) => {
    const described = await givenDescribed(client)
    const refused = await described.remove()

    assert.equal(refused.status(), 409)
    assert.equal(refused.body().code, 'E_PLUGIN_IN_USE')
    assert.include(
      JSON.stringify(refused.body()),
      `This plugin is used by ${TITLE}. Remove these sources first.`
    )
    assert.deepInclude(await described.kept(), { isKnown: true, versions: 1 })
  })

  test('goes with its versions once its sources are gone, and its name stays taken', async ({
    client,
    assert,
  }) => {
    const described = await givenDescribed(client)
    const removed = await described.removeSource()
    const deleted = await described.remove()

    assert.equal(removed.status(), 302)
    assert.equal(deleted.status(), 302)
    assert.deepEqual(await described.kept(), {
      ...{ isKnown: false, versions: 0 },
      audit: ['private_plugin.created', 'private_plugin.deleted'],
    })
    await described.create(DESCRIBED)
    const { pluginId } = await newestSource(described.organization)
    assert.equal(pluginId, `${OWN}-2`)
  })

  test('is deleted by people who manage plugins only', async ({ client, assert }) => {
    const described = await givenDescribed(client)
    await described.removeSource()
    const refused = await described.remove(described.viewer)

    assert.equal(refused.status(), 403)
    assert.deepInclude(await described.kept(), { isKnown: true, versions: 1 })
  })
})
