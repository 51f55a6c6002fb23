import { test } from '@japa/runner'
import { withChosenStreams, type StreamChoices } from '#sync/engine/chosen_streams'
import type { SourceSession } from '#sync/engine/sync_run'

const session = {
  connector: {
    streams: new Map([
      ['orders', { definition: {} }],
      ['clicks', { definition: { optional: true } }],
    ]),
  },
} as unknown as SourceSession

const readWith = (choices: StreamChoices) => [
  ...withChosenStreams(session, choices).connector.streams.keys(),
]

test.group('Streams that are read', () => {
  test('are all but the optional ones, unless a person switched them', ({ assert }) => {
    assert.deepEqual(readWith({}), ['orders'])
    assert.deepEqual(readWith({ clicks: true, orders: false }), ['clicks'])
  })
})
