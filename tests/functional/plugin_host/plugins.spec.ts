import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { currentTenant, withTenant } from '#foundation'
import { requirePlugin } from '#plugin_host'
import type { Installation } from '#plugin_host/actions/install_plugin'
import { ConsentToPlugin } from '#plugin_host/actions/consent_to_plugin'
import { SavePluginSettings } from '#plugin_host/actions/save_plugin_settings'
import { SwitchPlugin } from '#plugin_host/actions/switch_plugin'
import { UninstallPlugin } from '#plugin_host/actions/uninstall_plugin'
import { listPlugins } from '#plugin_host/queries/list_plugins'
import PluginTransformer from '#plugin_host/transformers/plugin_transformer'
import PluginInstall from '#plugin_host/models/plugin_install'
import {
  assembleRegistry,
  PluginRegistry,
  useRegistry,
} from '#plugin_host/registry/plugin_registry'
import { loadPlugins, type LoadedPlugin } from '#plugin_host/registry/load_plugins'
import { recordVersions } from '#plugin_host/registry/record_versions'
import { givenOrganization } from '#tests/support/organizations'

const actor = { id: null }

function shopBarrel(changes: object = {}) {
  const manifest = {
    id: 'acme/shop',
    version: '1.0.0',
    sdk: '^1.0',
    title: 'Acme',
    summary: 'A shop.',
    licence: 'MIT',
    scopes: [
      { id: 'metrics:write', why: 'Adds orders.' },
      { id: 'records:pii', why: 'Reads names.', optional: true },
    ],
    settings: {
      type: 'object',
      required: ['region'],
      properties: {
        region: { type: 'string', title: 'Region', enum: ['eu', 'us'] },
        days: { type: 'integer', title: 'Days', default: 7, minimum: 1, maximum: 30 },
      },
    },
    ...changes,
  }
  return { shop: { Plugin: async () => ({ default: manifest }) } }
}

const shopPlugin = (changes: object = {}): Promise<LoadedPlugin[]> =>
  loadPlugins(shopBarrel(changes))

test.group('A plugin in an organization', (group) => {
  group.each.setup(async () => useRegistry(new PluginRegistry(await shopPlugin())))

  const within = async <Result>(
    work: (installation: Installation) => Promise<Result>,
    organization?: { id: string }
  ) => {
    const owner = organization ?? (await givenOrganization())
    const installation = { organization: owner, pluginId: 'acme/shop', actor }
    return withTenant(owner.id, () => work(installation))
  }

  test('does nothing before somebody agrees to all it requires', async ({ assert }) => {
    await assert.rejects(
      () =>
        within((installation) => new ConsentToPlugin().execute({ ...installation, scopes: [] })),
      'This plugin needs metrics:write. Grant it to use the plugin.'
    )
  })

  test('gets the permissions that were agreed to, and no others', async ({ assert }) => {
    const install = await within((installation) =>
      new ConsentToPlugin().execute({ ...installation, scopes: ['metrics:write', 'net:evil.test'] })
    )

    assert.equal(install.state, 'enabled')
    assert.deepEqual(install.grantedScopes, ['metrics:write'])
  })

  test('is switched off and stays off until somebody switches it on', async ({ assert }) => {
    const organization = await givenOrganization()
    await within(requirePlugin, organization)
    await within((each) => new SwitchPlugin().execute(each, 'disabled'), organization)

    await assert.rejects(() => within(requirePlugin, organization), /is disabled/)
    await within((each) => new SwitchPlugin().execute(each, 'enabled'), organization)
    const install = await within(requirePlugin, organization)
    assert.equal(install.state, 'enabled')
  })

  test('keeps settings that fit its schema, and says what does not', async ({ assert }) => {
    const organization = await givenOrganization()
    await within(requirePlugin, organization)
    const save = (values: unknown) =>
      within((each) => new SavePluginSettings().execute(each, values), organization)

    await assert.rejects(
      () => save({ days: 'x' }),
      'Region is missing. Days must be a whole number.'
    )
    await assert.rejects(() => save({ region: 'mars' }), 'Region must be one of eu, us.')
    await assert.rejects(() => save({ region: 'eu', days: 99 }), 'Days must be at most 30.')
    const install = await save({ region: 'eu', surplus: 1 })
    assert.deepEqual(install.settings, { region: 'eu', days: 7 })
  })

  test('is not removed while a source uses it, and is gone afterwards', async ({ assert }) => {
    const organization = await givenOrganization()
    await within(requirePlugin, organization)
    await within(() => givenSource(organization.id), organization)
    const uninstall = () => within((each) => new UninstallPlugin().execute(each), organization)

    await assert.rejects(uninstall, 'This plugin is used by Shop. Remove these sources first.')
    await within(
      () =>
        currentTenant().query(
          "UPDATE connections SET state = 'removed' WHERE organization_id = $1",
          [organization.id]
        ),
      organization
    )
    await uninstall()
    const left = await within(() => PluginInstall.of(organization).exec(), organization)
    assert.deepEqual(left, [])
  })

  test('is shown with the version that runs, not the one it was installed with', async ({
    assert,
    cleanup,
  }) => {
    const organization = await givenOrganization()
    await within(requirePlugin, organization)
    cleanup(useRegistry(new PluginRegistry(await shopPlugin({ version: '1.0.1' }))))

    const [listing] = await within(() => listPlugins(organization, new Date()), organization)

    assert.equal(listing.install!.version, '1.0.0')
    assert.equal(new PluginTransformer(listing).toObject().version, '1.0.1')
  })

  test('of one organization is not seen by another', async ({ assert }) => {
    await within(requirePlugin)
    const stranger = await givenOrganization()

    const seen = await within(() => PluginInstall.of(stranger).exec(), stranger)
    assert.deepEqual(seen, [])
  })
})

async function givenSource(organizationId: string) {
  await currentTenant().query(
    `INSERT INTO connections (organization_id, id, plugin_id, plugin_version, connector, slug, name, mode,
       auth_name, state, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), 'acme/shop', '1.0.0', 'shop', 'shop', 'Shop', 'sandbox', 'key',
       'connected', now(), now())`,
    [organizationId]
  )
}

test.group('Versions of plugins', () => {
  const record = (plugins: LoadedPlugin[], isProduction = true) =>
    recordVersions(plugins, { now: new Date(), isProduction })
  const rowOf = (id: string) => db.from('plugin_versions').where({ plugin_id: id }).first()

  test('are written down with their checksum', async ({ assert }) => {
    const [plugin] = await shopPlugin({ id: 'acme/recorded' })
    await record([plugin])

    assert.containsSubset(await rowOf('acme/recorded'), {
      state: 'available',
      checksum: plugin.checksum,
    })
  })

  test('that cannot be used are rows with a reason', async ({ assert }) => {
    await record(await shopPlugin({ id: 'acme/old', sdk: '^7.0' }))
    await record(await shopPlugin({ id: 'acme/wrong', title: 7 }))

    assert.containsSubset(await rowOf('acme/old'), { state: 'incompatible' })
    assert.containsSubset(await rowOf('acme/wrong'), {
      state: 'invalid',
      reason: 'plugin acme/wrong: title must be a text',
    })
  })

  test('cannot be changed after their release', async ({ assert }) => {
    const [released] = await record(await shopPlugin({ id: 'acme/altered' }))
    const changed = await shopPlugin({ id: 'acme/altered', title: 'Evil' })

    for (const start of ['first', 'second']) {
      const [refused] = await record(changed)
      assert.match(refused.reason!, /was changed after its release/, `${start} start`)
    }
    const row = await rowOf('acme/altered')
    assert.containsSubset(row, { state: 'invalid', checksum: released.checksum })
    assert.equal(row.manifest.title, 'Acme')
  })

  test('come back as they were released', async ({ assert }) => {
    await record(await shopPlugin({ id: 'acme/restored' }))
    await record(await shopPlugin({ id: 'acme/restored', title: 'Evil' }))
    await record(await shopPlugin({ id: 'acme/restored' }))

    const { state, reason } = await rowOf('acme/restored')
    assert.deepEqual({ state, reason }, { state: 'available', reason: null })
  })

  test('stay released while their files are damaged', async ({ assert }) => {
    await record(await shopPlugin({ id: 'acme/damaged' }))
    await record(await shopPlugin({ id: 'acme/damaged', title: 7 }))
    const [refused] = await record(await shopPlugin({ id: 'acme/damaged', title: 'Evil' }))

    assert.match(refused.reason!, /was changed after its release/)
  })

  test('may be changed in development', async ({ assert }) => {
    await record(await shopPlugin({ id: 'acme/drafted' }))
    const [draft] = await record(await shopPlugin({ id: 'acme/drafted', title: 'Better' }), false)

    const { manifest } = await rowOf('acme/drafted')
    assert.equal(draft.state, 'available')
    assert.equal(manifest.title, 'Better')
  })

  test('that were changed are not run by a release', async ({ assert }) => {
    await record(await shopPlugin({ id: 'acme/running' }))
    const barrel = shopBarrel({ id: 'acme/running', title: 'Evil' })

    const { id } = await givenOrganization()
    const release = await withTenant(id, () => assembleRegistry(barrel, { isProduction: true }))
    assert.throws(() => release.manifestOf('acme/running'), /was changed after its release/)
    const workshop = await assembleRegistry(barrel, { isProduction: false })
    assert.equal(workshop.manifestOf('acme/running').title, 'Evil')
  })
})
