import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { requestSync, listSources } from '#sync'
import { SwitchPlugin } from '#plugin_host/actions/switch_plugin'
import type Organization from '#organizations/models/organization'
import { importText, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SALES = 'day,sales\n2026-01-01,4\n'
const MORE = 'day,sales\n2026-01-02,5\n'
const PLUGIN = 'quarterdeck/files'
const actor = { id: null }

const switched = (organization: Organization, to: 'enabled' | 'disabled') =>
  withTenant(organization.id, () =>
    new SwitchPlugin().execute({ organization, pluginId: PLUGIN, actor }, to)
  )

const sourcesOf = (organization: Organization) => withTenant(organization.id, listSources)

async function givenFileSource() {
  const organization = await givenOrganization()
  await importText(organization, SALES)
  const as = await signIn(await givenMember(organization, 'admin'))
  return { organization, as, path: `/o/${organization.slug}/sources/shop` }
}

test.group('A source that files make', () => {
  test('is not read: a sync, a backfill, a pause and a rhythm are refused', async ({
    client,
    assert,
  }) => {
    const { organization, as, path } = await givenFileSource()

    for (const request of [
      client.post(`${path}/syncs`),
      client.post(`${path}/syncs`).json({ from: '2026-01-01', to: '2026-01-02' }),
      client.post(`${path}/pause`),
      client.post(`${path}/reconnection`),
      client.patch(path).json({ syncEveryMinutes: 60 }),
    ]) {
      const answer = await as(request.accept('json'))
      answer.assertStatus(409)
      assert.include(answer.text(), 'Upload another file')
    }

    const [source] = await sourcesOf(organization)
    assert.containsSubset(source, { state: 'connected', nextSyncAt: null, kind: 'file' })
    assert.containsSubset(source.latestRun, { kind: 'import', status: 'succeeded' })
  })

  test('is not read by other ways either', async ({ assert }) => {
    const { organization } = await givenFileSource()
    const [{ id: connectionId }] = await sourcesOf(organization)
    const request = { connectionId, kind: 'scheduled' as const, requestedBy: null, now: new Date() }

    await assert.rejects(
      () => withTenant(organization.id, (tenant) => requestSync(tenant, request)),
      /shop gets its rows from uploaded files/
    )
  })

  test('says why it is not compared, instead of waiting for a comparison', async ({ assert }) => {
    const { organization } = await givenFileSource()
    const [{ agreement }] = await sourcesOf(organization)

    assert.deepEqual(agreement, {
      status: 'unavailable',
      reason: 'The rows come from files, so there are no vendor totals to compare with.',
    })
  })

  test('is renamed, and a file of the new name still lands in it', async ({ client, assert }) => {
    const { organization, as, path } = await givenFileSource()
    await as(client.patch(path).json({ name: 'Shop in Utrecht' }))

    await importText(organization, MORE, { source: 'Shop in Utrecht' })

    assert.lengthOf(await sourcesOf(organization), 1)
    assert.equal(await totalOf(organization, 'shop:sales'), 9)
  })

  test('leads from a line of its history to the import', async ({ client }) => {
    const { organization, as, path } = await givenFileSource()
    const [{ latestRun }] = await sourcesOf(organization)

    const answer = await as(client.get(`${path}/syncs/${latestRun!.id}`))

    answer.assertStatus(302)
    answer.assertHeader('location', `/o/${organization.slug}/imports/${latestRun!.id}`)
  })
})

test.group('The plugin that takes files', () => {
  test('is installed by the first import, with the consent of who imports', async ({ assert }) => {
    const { organization } = await givenFileSource()
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        `SELECT plugin_id, state, granted_scopes FROM plugin_installs WHERE organization_id = $1`,
        [organization.id]
      )
    )

    assert.deepEqual(rows, [
      { plugin_id: PLUGIN, state: 'enabled', granted_scopes: ['files:read', 'metrics:write'] },
    ])
  })

  test('takes no file while it is switched off, and goes on when it is on', async ({ assert }) => {
    const { organization } = await givenFileSource()
    await switched(organization, 'disabled')

    await assert.rejects(() => importText(organization, MORE), /Files is disabled/)
    await switched(organization, 'enabled')
    await importText(organization, MORE)

    assert.equal(await totalOf(organization, 'shop:sales'), 9)
  })

  test('says on the upload page what a first file allows, or why none is taken', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const permission = async () => {
      const answer = await as(client.get(`/o/${organization.slug}/imports`).withInertia())
      return answer.inertiaProps.permission
    }

    assert.containsSubset(await permission(), { status: 'asked' })
    await importText(organization, SALES)
    assert.deepEqual(await permission(), { status: 'granted' })
    await switched(organization, 'disabled')
    assert.containsSubset(await permission(), { status: 'off' })
  })
})
