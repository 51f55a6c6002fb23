import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

/** An application that goes on booting, whatever it is told; it says which shutdowns it has done. */
const BOOTING = `
  const { endOnSignal } = await import('./bin/end_on_signal.js')
  const terminate = () => new Promise((resolve) => process.stdin.once('data', () => {
    process.stdout.write('drained')
    resolve()
  }))
  endOnSignal({ listen: (signal, heard) => process.on(signal, () => {
    heard()
    process.stdout.write('heard')
  }), terminate }, ['SIGTERM', 'SIGINT'])
  setInterval(() => {}, 1e6)
  process.stdout.write('up')`

function startBooting(environment: Record<string, string>) {
  const args = ['--import=@poppinss/ts-exec', '--input-type=module', '-e', BOOTING]
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, args, { cwd: app.makePath(), env })
  const says = async (word: string) => {
    const [chunk] = await once(child.stdout, 'data')
    return String(chunk) === word
  }
  return { child, says }
}

test.group('A process of the application', (group) => {
  group.each.timeout(20_000)

  test('ends once it has drained, also where it was told while it still boots, and twice')
    .with([
      ['worker', 0],
      ['', 143],
    ] as [string, number][])
    .run(async ({ assert, cleanup }, [role, code]) => {
      const { child, says } = startBooting({ QD_PROCESS: role })
      cleanup(() => void child.kill('SIGKILL'))

      assert.isTrue(await says('up'))
      child.kill('SIGTERM')
      assert.isTrue(await says('heard'))
      child.kill('SIGINT')
      assert.isTrue(await says('heard'))
      child.stdin.write('go on')

      assert.isTrue(await says('drained'))
      assert.deepEqual(await once(child, 'exit'), [code, null])
    })
})
