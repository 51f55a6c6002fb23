import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test } from '@japa/runner'

const FLEET_MODULE = '../../../bin/launch/fleet.mjs'

/** Prints a line once it can be told to stop, and never listens to that. */
const STUBBORN = [
  '-e',
  "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log('up')",
]

async function givenFleet(options = {}) {
  const { Fleet } = await import(FLEET_MODULE)
  return new Fleet(options)
}

const OPTIONS = { environment: process.env, output: 'pipe' }

test.group('The programs of an installation', (group) => {
  group.each.timeout(20_000)

  test('are cut off when a second signal comes while they take their time', async ({ assert }) => {
    const fleet = await givenFleet()
    const members: ChildProcess[] = [
      fleet.launch('worker', STUBBORN, OPTIONS),
      fleet.launch('web', STUBBORN, OPTIONS),
    ]
    await Promise.all(members.map((member) => once(member.stdout!, 'data')))

    await fleet.stop({ hurried: Promise.resolve() })

    assert.deepEqual(
      members.map(({ signalCode }) => signalCode),
      ['SIGKILL', 'SIGKILL']
    )
  })

  test('are not joined by another once they are being stopped', async ({ assert }) => {
    const fleet = await givenFleet()

    await fleet.stop()

    assert.throws(() => fleet.launch('web', STUBBORN, OPTIONS), 'Quarterdeck is stopping.')
  })
})
