import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { runnerCommands } from '#plugin_host/hooks/runner_command'

const PROBE = app.makePath('tests/support/hooks/reaching_out.mjs')

/** What a program can do that is started as the runner is, in each of the ways that this system has. */
async function reached([program, ...args]: string[]): Promise<string[]> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { stdout } = await promisify(execFile)(program, [...args, String(port)], {
    env: {},
    cwd: '/',
  })
  server.close()
  return JSON.parse(stdout)
}

test.group('The runner of hooks', () => {
  test('reads nothing, writes nothing and starts nothing, even for a program that broke out', async ({
    assert,
  }) => {
    const node = runnerCommands(PROBE).at(-1)!

    // Node's permission model leaves the network open: the next test, and the container of an operator, close it.
    assert.deepEqual(await reached(node), ['connects to the product'])
  })

  test('has no network where the system lets a process go without one', async ({ assert }) => {
    const [strictest] = runnerCommands(PROBE)

    assert.deepEqual(await reached(strictest), [])
  }).skip(runnerCommands().length === 1, 'this system has no unshare')
})
