import type { ChildProcess } from 'node:child_process'
import { on, once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
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

/** Tells its number to whoever listens, and lives on. */
const REPORTING = [
  '-e',
  "require('node:net').connect(process.env.PORT, '127.0.0.1').end(String(process.pid)); setInterval(() => {}, 1e6)",
]

/** Hears the numbers of programs as they start. */
async function givenListener() {
  const server = createServer().listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const calls = on(server, 'connection')
  const next = async () => {
    const { value } = await calls.next()
    const [socket] = value as [Socket]
    return Number(await text(socket))
  }
  return { port: (server.address() as AddressInfo).port, next }
}

function isRunning(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
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

  test('are started again when one ends by itself, with what it had', async ({ assert }) => {
    const said: string[] = []
    const fleet = await givenFleet({
      say: (sentence: string) => said.push(sentence),
      delaysMs: [0],
    })
    const { port, next } = await givenListener()
    const environment = { ...process.env, PORT: String(port) }
    const first: ChildProcess = fleet.launch('worker', REPORTING, { environment })
    fleet.keep()

    assert.equal(await next(), first.pid)
    first.kill('SIGKILL')
    const second = await next()
    await fleet.stop({ hurried: Promise.resolve() })

    assert.notEqual(second, first.pid)
    assert.deepEqual(said, ['The worker process stopped unexpectedly (SIGKILL) and is restarted.'])
    assert.isFalse(isRunning(second))
  })

  test('are given up with a sentence when one ends at once, again and again', async ({
    assert,
  }) => {
    const said: string[] = []
    const fleet = await givenFleet({
      say: (sentence: string) => said.push(sentence),
      delaysMs: [0, 0],
    })
    fleet.launch('web', ['-e', 'process.exit(3)'], OPTIONS)
    fleet.keep()

    assert.equal(
      await fleet.failed,
      'The web process stopped unexpectedly (code 3), repeatedly soon after its start.'
    )
    assert.lengthOf(said, 2)
  })

  test('are not started again while the installation is still coming up', async ({ assert }) => {
    const fleet = await givenFleet({ delaysMs: [0] })

    fleet.launch('web', ['-e', 'process.exit(3)'], OPTIONS)

    assert.equal(await fleet.failed, 'The web process stopped unexpectedly (code 3).')
  })

  test('are not joined by another once they are being stopped', async ({ assert }) => {
    const fleet = await givenFleet()

    await fleet.stop()

    assert.throws(() => fleet.launch('web', STUBBORN, OPTIONS), 'Quarterdeck is stopping.')
  })
})
