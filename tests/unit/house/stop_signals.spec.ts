import { EventEmitter } from 'node:events'
import { test } from '@japa/runner'

const SIGNALS_MODULE = '../../../bin/launch/signals.mjs'

/** Signals as a terminal sends them, under a clock that stands still until it is moved. */
async function listen() {
  const { stopSignals } = await import(SIGNALS_MODULE)
  const terminal = new EventEmitter()
  const clock = { now: 0 }
  const heard: string[] = []
  const { asked, hurried } = stopSignals({ source: terminal, now: () => clock.now })
  asked.then((word: string) => heard.push(word))
  hurried.then((word: string) => heard.push(word))
  const press = async (signal: string, atMs: number) => {
    clock.now = atMs
    terminal.emit(signal)
    await Promise.resolve()
  }
  return { press, heard, terminal }
}

test.group('A launcher that is asked to stop', () => {
  test('stops at the first signal, and hurries at a second one', async ({ assert }) => {
    const { press, heard } = await listen()

    await press('SIGINT', 1_000)
    assert.deepEqual(heard, ['asked'])

    await press('SIGTERM', 1_400)
    assert.deepEqual(heard, ['asked', 'hurried'])
  })

  test('takes one key press that npm repeats for one', async ({ assert }) => {
    const { press, heard } = await listen()

    await press('SIGINT', 1_000)
    await press('SIGINT', 1_010)

    assert.deepEqual(heard, ['asked'])
  })

  test('goes on listening, so that no later signal ends it before the database', async ({
    assert,
  }) => {
    const { press, terminal } = await listen()

    await press('SIGINT', 1_000)
    await press('SIGINT', 2_000)

    const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => terminal.listenerCount(name))
    assert.deepEqual(listeners, [1, 1, 1])
  })
})
