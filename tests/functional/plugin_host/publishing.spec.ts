import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { pluginGrant, pluginRegistry } from '#plugin_host'
import { ConsentToPlugin } from '#plugin_host/actions/consent_to_plugin'
import { publishVersion, trustKey, withdrawVersion } from '#plugin_host/archives/publish_version'
import { carryOutUpgrade } from '#plugin_host/versions/carry_out_upgrade'
import { watchVersions } from '#plugin_host/versions/watch_versions'
import { givenArchive, givenKey } from '#tests/support/archives'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'
import { shopManifest } from '#tests/support/shop_manifest'

/** A publisher whose key this installation trusts, and what it publishes. */
async function givenPublisher() {
  const vendor = `acme${randomBytes(6).toString('hex')}`
  const signer = await givenKey(vendor)
  await trustKey(signer, new Date())
  const id = `${vendor}/shop` as const
  return {
    id,
    publish: async (version: string, changes: object = {}) =>
      publishVersion(
        await givenArchive(signer, { manifest: { id, version, ...changes } }),
        new Date()
      ),
  }
}

const SECOND_SCOPE = [...shopManifest().scopes, { id: 'metrics:write', why: 'Adds orders.' }]

test.group('A published plugin', () => {
  test('is listed, installed, brought to its next version, and stopped where it is withdrawn', async ({
    client,
    assert,
  }) => {
    const { id, publish } = await givenPublisher()
    const organization = await givenOrganization()
    await publish('1.0.0')
    const again = await publish('1.0.0')
    assert.isFalse(again.isNew)
    const person = await sessionHeaders(await givenMember(organization))
    const page = await client.get(`/o/${organization.slug}/marketplace/${id}`).headers(person)
    page.assertStatus(200)

    const installation = { organization, pluginId: id, actor: { id: null } }
    const within = <Result>(work: () => Promise<Result>) => withTenant(organization.id, work)
    await within(() => new ConsentToPlugin().execute(installation))
    const grant = await withTenant(organization.id, (tenant) => pluginGrant(tenant, id))
    assert.equal(grant.status, 'granted')

    await publish('1.1.0', { summary: 'Another one.', metrics: NEW_METRIC })
    await watchVersions(DateTime.utc(), [organization.id])
    const finish = async () => {}
    const now = () => DateTime.utc()
    await carryOutUpgrade({ organizationId: organization.id, pluginId: id, now, finish })
    const running = async () => {
      const registry = await within(() => pluginRegistry())
      return registry.find(id)!
    }
    const renewed = await running()
    assert.equal(renewed.version, '1.1.0')

    await withdrawVersion(id, '1.1.0', 'it counts orders twice')
    const stopped = await running()
    assert.equal(stopped.state, 'yanked')
    assert.match(stopped.reason!, /was withdrawn: it counts orders twice/)
  })

  test('never changes a version, and says as much as its changes ask for', async ({ assert }) => {
    const { publish } = await givenPublisher()
    await publish('1.0.0')

    await assert.rejects(
      () => publish('1.0.0', { title: 'Evil' }),
      /was published before with other content/
    )
    await assert.rejects(
      () => publish('1.0.1', { scopes: SECOND_SCOPE }),
      /it has to be 2\.0\.0 at least/
    )
    await publish('2.0.0', { scopes: SECOND_SCOPE })
  })

  test('cannot take the place of a bundled one', async ({ assert }) => {
    const google = await givenKey('google')
    await trustKey(google, new Date())
    const archive = await givenArchive(google, { manifest: { id: 'google/ads', version: '9.0.0' } })

    await assert.rejects(() => publishVersion(archive, new Date()), /is part of this installation/)
  })
})

const NEW_METRIC = {
  visits: { aggregation: 'sum' as const, label: 'Visits', unit: 'count' as const },
}
