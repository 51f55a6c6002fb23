import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { listStreams, registerStream, saveExchangeRates } from '#warehouse'
import type { StreamDeclaration } from '#warehouse/types'
import { AD_SLOTS, givenStream, type Warehouse } from '#tests/support/warehouse'
import { givenOrganization } from '#tests/support/organizations'

const [impressions, clicks, spend] = AD_SLOTS
const CONVERSIONS = { ...clicks, metric: 'conversions' }

function declare({ organization, stream }: Warehouse, changes: Partial<StreamDeclaration>) {
  const { connectionId, name, mode, slots } = stream
  const declaration = { connectionId, name, mode, slots, channel: 'search', dimensions: {} }
  return withTenant(organization.id, (tenant) =>
    registerStream(tenant, { ...declaration, ...changes })
  )
}

test.group('Registering a stream', () => {
  test('existing numbers keep their place when a stream grows', async ({ assert }) => {
    const warehouse = await givenStream()
    const handle = await declare(warehouse, { slots: [CONVERSIONS, spend, impressions] })

    assert.deepEqual(
      handle.slots.map(({ metric }) => metric),
      ['impressions', 'clicks', 'spend', 'conversions']
    )
  })

  test('a number cannot change its unit', async ({ assert }) => {
    const warehouse = await givenStream()
    await assert.rejects(
      () => declare(warehouse, { slots: [{ ...spend, unit: 'count' }] }),
      /'spend' of the stream 'campaign_days' is stored as currency \(sum\)/
    )
  })

  test('two workers that let it grow at once lose nothing', async ({ assert }) => {
    const warehouse = await givenStream()
    const names = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(
      names.map((metric) => declare(warehouse, { slots: [...AD_SLOTS, { ...clicks, metric }] }))
    )

    const [stored] = await withTenant(warehouse.organization.id, listStreams)
    const metrics = stored.slots.map(({ metric }) => metric)
    assert.deepEqual(metrics.slice(0, 3), ['impressions', 'clicks', 'spend'])
    assert.deepEqual(metrics.slice(3).sort(), names)
  })

  test('nobody sees the streams of another organization', async ({ assert }) => {
    await givenStream()
    const other = await givenOrganization()
    assert.deepEqual(await withTenant(other.id, listStreams), [])
  })
})

test.group('Exchange rates', () => {
  test('saving the same rate again changes nothing', async ({ assert }) => {
    const organization = await givenOrganization()
    const rates = [{ day: '2026-02-06', currency: 'USD', perEuro: 1.1 }]
    const [saved, again] = await withTenant(organization.id, async (tenant) => [
      await saveExchangeRates(tenant, { source: 'test', rates }),
      await saveExchangeRates(tenant, { source: 'test', rates }),
    ])

    assert.deepEqual([saved, again], [{ changed: 1 }, { changed: 0 }])
  })
})
