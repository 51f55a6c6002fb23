import { test } from '@japa/runner'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import app from '@adonisjs/core/services/app'

function startMember(environment: Record<string, string>) {
  return spawn(
    process.execPath,
    [
      '--import=@poppinss/ts-exec',
      '--input-type=module',
      '-e',
      "await import('./bin/follow_launcher.js'); console.log('up'); setInterval(() => {}, 1000)",
    ],
    { cwd: app.makePath(), env: { ...process.env, ...environment } }
  )
}

test.group('A process of a running installation', (group) => {
  group.each.timeout(20_000)

  test('ends when its launcher is gone', async ({ assert }) => {
    const member = startMember({ QD_FLEET: '1' })
    await once(member.stdout, 'data')

    member.stdin.destroy()

    const [, signal] = await once(member, 'exit')
    assert.equal(signal, 'SIGTERM')
  })

  test('started by hand, lives on without an input', async ({ assert }) => {
    const member = startMember({ QD_FLEET: '' })
    await once(member.stdout, 'data')

    member.stdin.destroy()
    member.kill('SIGINT')

    const [, signal] = await once(member, 'exit')
    assert.equal(signal, 'SIGINT')
  })
})
