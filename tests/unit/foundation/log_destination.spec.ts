import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { logDestination } from '#foundation/log_destination'
import { givenFile } from '#tests/support/files'

test.group('A log', () => {
  test('is written line by line', async ({ assert }) => {
    const path = await givenFile('web.log', '')

    logDestination(path).write('{"msg":"one"}\n')

    assert.equal(readFileSync(path, 'utf8'), '{"msg":"one"}\n')
  })

  test('on a full disk loses its lines and not the process', async ({ assert }) => {
    // The kernel's own full disk. A process of its own, because an unheard error would end this one.
    const script = `
      const { logDestination } = await import('#foundation/log_destination')
      const log = logDestination('/dev/full')
      for (let line = 0; line < 30_000; line++) log.write('x'.repeat(100) + '\\n')
      console.log('worked on')
    `
    const options = ['--import=@poppinss/ts-exec', '--input-type=module', '--eval', script]

    const { stdout } = await promisify(execFile)(process.execPath, options, {
      cwd: app.makePath(),
    })

    assert.equal(stdout, 'worked on\n')
  }).skip(process.platform !== 'linux', '/dev/full is a device of Linux')
})
