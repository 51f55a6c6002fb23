import { existsSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

/** Written next to the generated list of plugins and pages. */
const STAMP = app.makePath('.adonisjs', '.stamp')

test.group('A command of the checkout', () => {
  test('brings the list of plugins up to date and answers nothing but its answer', ({ assert }) => {
    rmSync(STAMP, { force: true })
    const { LOG_LEVEL, ...environment } = process.env

    const args = ['ace.js', 'plugin:test', 'stripe/payments', '--level=1']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: app.makePath(),
      env: { ...environment, NODE_ENV: 'production' },
      encoding: 'utf8',
    })

    assert.equal(status, 0, stdout + stderr)
    assert.isTrue(existsSync(STAMP))
    assert.match(stdout, /^\[ success \] stripe\/payments, level 0: the manifest is sound/)
    assert.notMatch(stdout, /^\{/m)
  }).timeout(60_000)
})
