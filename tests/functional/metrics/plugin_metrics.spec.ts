import { test } from '@japa/runner'
import { definePlugin } from '#kit'
import { withTenant } from '#foundation'
import { listMetrics } from '#metrics'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenRows } from '#tests/support/warehouse_rows'
import { ask, plainTotals } from '#tests/support/metric_questions'

const manifest = definePlugin({
  id: 'acme/radio',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Radio',
  summary: 'Spots on the radio.',
  licence: 'MIT',
  scopes: [],
  metrics: {
    airings: { label: 'Airings', unit: 'count', aggregation: 'sum', better: 'up' },
    cost: { label: 'Cost', unit: 'currency', aggregation: 'sum', same: 'spend' },
    cost_per_airing: {
      label: 'Cost per airing',
      unit: 'currency',
      aggregation: 'ratio',
      numerator: 'cost',
      denominator: 'airings',
    },
    nonsense: {
      label: 'Nonsense',
      unit: 'number' as never,
      aggregation: 'ratio',
      numerator: 'echoes',
      denominator: 'airings',
    },
  },
})

const SLOTS = [
  { metric: 'acme/radio:airings', unit: 'count' as const, aggregation: 'sum' as const },
  { metric: 'acme/radio:cost', unit: 'currency' as const, aggregation: 'sum' as const },
]

test.group('Metrics of plugins', (group) => {
  group.each.setup(() => {
    const loaded = {
      id: manifest.id,
      version: '1.0.0',
      sdk: '^1.0',
      state: 'available' as const,
      reason: null,
      checksum: '',
    }
    return useRegistry(new PluginRegistry([{ ...loaded, manifest }]))
  })

  test('stand in the catalogue under the name of their plugin', async ({ assert }) => {
    const organization = await givenOrganization()
    const metrics = await withTenant(organization.id, (tenant) => listMetrics(tenant))
    const own = metrics
      .filter(({ id }) => id.startsWith('acme/radio:'))
      .map(({ id, formula }) => [id, formula])

    assert.deepEqual(own, [
      ['acme/radio:airings', '[acme/radio:airings]'],
      ['acme/radio:cost', '[acme/radio:cost]'],
      ['acme/radio:cost_per_airing', '[acme/radio:cost] / [acme/radio:airings]'],
    ])
  })

  test('answer for the canonical metric of the same meaning too', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: SLOTS,
      facts: [{ day: '2026-05-01', numbers: [4, 100] }],
    })

    const result = await ask(organization, {
      metrics: ['spend', 'acme/radio:cost', 'acme/radio:cost_per_airing'],
    })

    assert.deepEqual(plainTotals(result), {
      'spend': 100,
      'acme/radio:cost': 100,
      'acme/radio:cost_per_airing': 25,
    })
  })

  test('are asked in Explore, though their ids hold a slash', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: SLOTS,
      facts: [{ day: '2026-05-01', numbers: [4, 100] }],
    })
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(
      client.get(`/o/${organization.slug}/explore/export.csv`).qs({
        metrics: 'acme/radio:airings,acme/radio:cost_per_airing',
        grain: 'total',
        range: '2026-05-01..2026-05-31',
      })
    )

    assert.equal(response.text().trim().split('\r\n')[1], '"2026-05-01 to 2026-05-31",4,25')
  })
})
