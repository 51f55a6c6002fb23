import { spawnSync } from 'node:child_process'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const start = (node: string, environment: Record<string, string | undefined>) =>
  spawnSync(node, ['--import=@poppinss/ts-exec', 'bin/server.ts'], {
    cwd: app.makePath(),
    env: { ...process.env, QD_FLEET: undefined, PORT: '0', ...environment },
    encoding: 'utf8',
    timeout: 20_000,
  })

test.group('A web process that is started by hand', () => {
  test('asks for the key that opens credentials before it serves', ({ assert }) => {
    const { status, stdout, stderr } = start(process.execPath, { KEY_ENCRYPTION_KEY: undefined })

    assert.equal(status, 1)
    assert.match(stdout + stderr, /Missing environment variable "KEY_ENCRYPTION_KEY"/)
  })

  test('says which Node it needs where this one is too old', ({ assert }) => {
    const script =
      'Object.defineProperty(process.versions, "node", { value: "20.1.0" }); await import("./bin/assert_node.ts")'
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import=@poppinss/ts-exec', '--input-type=module', '-e', script],
      { cwd: app.makePath(), encoding: 'utf8' }
    )

    assert.equal(status, 1)
    assert.match(stderr, /runs on Node 24 or newer, and this is Node 20\.1\.0\. Start it with/)
  })
})
