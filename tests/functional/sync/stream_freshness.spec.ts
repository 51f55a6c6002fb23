import { test } from '@japa/runner'
import { streamFreshness } from '#sync/queries/stream_freshness'
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
