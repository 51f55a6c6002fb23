import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { folder } from '#tests/support/launcher'
import { environmentOf, isRunning, RunningLauncher } from '#tests/support/running_launcher'
import { until } from '#tests/support/worker_processes'

/** One data folder for the whole group: each test goes on where the one before it ended. */
let directory: string
let launcher: RunningLauncher

const isReady = async (address: string) => {
  const answer = await fetch(`${address}/health/ready`)
  return answer.status === 200
}

const doorsOf = (pid: number) =>
  Object.keys(environmentOf(pid))
    .filter((name) => /^DB_|^DATABASE_URL$|KEY$|PASSWORD$/.test(name))
    .sort()

/** Of memory that a program holds. */
const residentMegabytes = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

test.group('An installation', (group) => {
  group.teardown(() => launcher?.kill())
  group.tap((each) => each.skip(process.platform !== 'linux', 'Reads the programs from /proc'))

  test('comes up in an empty folder, and tells each program only what it needs', async ({
    assert,
  }) => {
    directory = folder()
    launcher = new RunningLauncher(directory)

    const address = await launcher.address()

    const { web, worker, sandbox } = launcher.members()
    assert.isTrue(await isReady(address))
    assert.deepEqual(
      { web: doorsOf(web), worker: doorsOf(worker), sandbox: doorsOf(sandbox) },
      {
        web: ['APP_KEY', 'DB_APP_URL', 'KEY_ENCRYPTION_KEY'],
        worker: ['APP_KEY', 'DB_WORKER_URL', 'KEY_ENCRYPTION_KEY'],
        sandbox: [],
      }
    )
  })

  test('runs compiled JavaScript in production mode, and is frugal at rest', async ({ assert }) => {
    await launcher.address()
    const { web, worker, sandbox } = launcher.members()

    for (const pid of [web, worker, sandbox]) {
      const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      assert.match(program, /\/\.adonisjs\/build\/\w+\/bin\/\w+\.js /)
      assert.notInclude(program, 'ts-exec')
      assert.equal(environmentOf(pid).NODE_ENV, 'production')
    }
    assert.isBelow(residentMegabytes(web), 300)
    assert.isBelow(residentMegabytes(worker), 300)
  })

  test('starts a worker again that was killed, while the web process serves on', async ({
    assert,
  }) => {
    const address = await launcher.address()
    const before = launcher.members()

    process.kill(before.worker, 'SIGKILL')
    await launcher.says('The worker process stopped unexpectedly (SIGKILL) and is restarted.')
    await until(async () => (launcher.members().worker ?? before.worker) !== before.worker, 'back')

    assert.isTrue(await isReady(address))
    assert.equal(launcher.members().web, before.web)
  })

  test('refuses a second start in its folder, and names its address', async ({ assert }) => {
    const address = await launcher.address()

    const second = new RunningLauncher(directory)

    assert.equal(await second.ended(), 1)
    assert.include(second.output, `Quarterdeck already runs from this folder at ${address}.`)
  })

  test('ends with all its programs on Ctrl-C, however often that is pressed', async ({
    assert,
  }) => {
    const members = Object.values(launcher.members())

    launcher.signal('SIGINT')
    await launcher.says('Stopping …')
    launcher.signal('SIGINT')
    launcher.signal('SIGTERM')

    assert.equal(await launcher.ended(), 0, launcher.output)
    assert.lengthOf(members, 4)
    assert.deepEqual(members.filter(isRunning), [])
    assert.isFalse(existsSync(join(directory, 'postgres', 'postmaster.pid')))
  })

  test('comes up again on what the first start left, also on IPv6', async ({ assert }) => {
    launcher = new RunningLauncher(directory, { HOST: '::1' })
    const address = await launcher.address()

    assert.match(address, /^http:\/\/\[::1\]:\d+$/)
    assert.isTrue(await isReady(address))
    launcher.signal('SIGINT')
    assert.equal(await launcher.ended(), 0, launcher.output)
    assert.match(launcher.output, /Quarterdeck has stopped\.\s*$/)
  })

  test('comes up again after everything but its database was killed at once', async ({
    assert,
  }) => {
    launcher = new RunningLauncher(directory)
    await launcher.address()
    const { database } = launcher.members()
    launcher.signal('SIGKILL')
    await launcher.ended()

    launcher = new RunningLauncher(directory)
    await until(async () => !isRunning(database), 'the database that was left behind is closed')

    assert.isTrue(await isReady(await launcher.address()))
    launcher.signal('SIGTERM')
    assert.equal(await launcher.ended(), 0, launcher.output)
  })
})
