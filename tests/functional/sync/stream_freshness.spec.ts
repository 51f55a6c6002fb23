import { test } from '@japa/runner'
import { streamFreshness } from '#sync/queries/stream_freshness'
import { Organization } from '#organizations'
import { ask, importText } from '#tests/support/imports'
import { givenScriptedSource } from '#tests/support/syncs'

test.group('Freshness of a stream', () => {
  test('says when it was read, until when it is complete, and how well it matches', async ({
    assert,
  }) => {
    const source = await givenScriptedSource()
    source.vendor.rows = [{ day: '2026-03-05', campaign: 'A', clicks: 10 }]
    await source.sync()

    const freshness = await source.inTenant((tenant) =>
      streamFreshness(tenant, [source.connectionId])
    )

    assert.deepEqual(freshness, [
      {
        connectionId: source.connectionId,
        stream: 'ads',
        checkedAt: '2026-03-10T10:00:00.000Z',
        completeUntil: '2026-03-09',
        reconciled: { clicks: 100 },
        compared: { clicks: { from: '2026-02-08', to: '2026-03-09' } },
        warnings: [],
        stopped: null,
      },
    ])
  })
})

test.group('A number of which only a part has a vendor’s total', () => {
  test('says how much of it was compared, and does not match as a whole', async ({ assert }) => {
    const source = await givenScriptedSource()
    source.vendor.rows = [{ day: '2026-03-05', campaign: 'A', clicks: 10 }]
    await source.sync()
    const organization = await Organization.findOrFail(source.organizationId)
    await importText(organization, 'day,clicks\n2026-03-05,30\n')

    const day = { from: '2026-03-05', to: '2026-03-05' }
    const { totals, provenance } = await ask(organization, { metrics: ['clicks'], range: day })

    assert.include(totals.clicks, { value: 40 })
    assert.deepEqual([provenance.clicks.reconciled, provenance.clicks.compared], [100, 25])
  })
})
