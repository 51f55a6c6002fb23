import { test } from '@japa/runner'
import { streamStandings } from '#sync/queries/stream_standings'
import { givenScriptedSource } from '#tests/support/syncs'

test.group('Standing of a stream', () => {
  test('says when it was read, until when it is complete, and how well it matches', async ({
    assert,
  }) => {
    const source = await givenScriptedSource()
    source.vendor.rows = [{ day: '2026-03-05', campaign: 'A', clicks: 10 }]
    await source.sync()

    const standings = await source.inTenant((tenant) =>
      streamStandings(tenant, [source.connectionId])
    )

    assert.deepEqual(standings, [
      {
        connectionId: source.connectionId,
        stream: 'ads',
        checkedAt: '2026-03-10T10:00:00.000Z',
        completeUntil: '2026-03-09',
        reconciled: { clicks: 100 },
        stopped: null,
      },
    ])
  })
})
