import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import type { Plugin } from '#kit'
import { checkManifest, contributions } from '#plugin_host'
import { ConsentToPlugin } from '#plugin_host/actions/consent_to_plugin'
import { SwitchPlugin } from '#plugin_host/actions/switch_plugin'
import { describePlugin } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { givenOrganization } from '#tests/support/organizations'

const PACK = {
  id: 'acme/pack',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Acme pack',
  summary: 'Templates.',
  licence: 'MIT',
  scopes: [],
  dashboards: {
    weekly: { title: 'Weekly', summary: 'Spend.', definition: { widgets: [] } },
  },
} satisfies Plugin

test.group('What a plugin offers', (group) => {
  group.each.setup(() => useRegistry(new PluginRegistry([describePlugin('pack', PACK)])))

  test('is there while the plugin is enabled, for its organization only', async ({ assert }) => {
    const [organization, other] = [await givenOrganization(), await givenOrganization()]
    const installation = { organization, pluginId: PACK.id, actor: { id: null } }
    const offered = ({ id }: { id: string }) =>
      withTenant(id, (tenant) => contributions.of(tenant, 'dashboards'))

    assert.deepEqual(await offered(organization), [])
    await withTenant(organization.id, () => new ConsentToPlugin().execute(installation))
    assert.deepEqual(await offered(organization), [
      {
        id: 'acme/pack:weekly',
        pluginId: 'acme/pack',
        pluginTitle: 'Acme pack',
        version: '1.0.0',
        title: 'Weekly',
        summary: 'Spend.',
        definition: { widgets: [] },
      },
    ])
    assert.deepEqual(await offered(other), [])

    await withTenant(organization.id, () => new SwitchPlugin().execute(installation, 'disabled'))
    assert.deepEqual(await offered(organization), [])
  })

  test('is refused with its place where its name or form is wrong', ({ assert }) => {
    const verdict = checkManifest({
      ...PACK,
      dashboards: { 'Not a name': PACK.dashboards.weekly },
      reports: { monthly: { title: 'Monthly' } },
    })

    assert.deepEqual(verdict, {
      state: 'invalid',
      reasons: [
        'plugin acme/pack: dashboards must be named in lower case, like weekly_overview',
        'plugin acme/pack: reports.monthly.definition is missing',
      ],
    })
  })
})
