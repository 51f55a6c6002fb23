import { spawnSync } from 'node:child_process'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

test.group('The suite of known answers', () => {
  test('says in a sentence that it did not run where its data is not', ({ assert }) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [app.makePath('bin/quarterdeck.mjs'), 'test:reference'],
      { env: { ...process.env, REFERENCE_DATA: '/nowhere' }, encoding: 'utf8' }
    )

    assert.deepEqual(
      [status, stdout],
      [
        0,
        'There is no reference data at /nowhere, so the reference suite did not run. ' +
          'Put the data there, or name its folder in REFERENCE_DATA.\n0 passed, 0 failed\n',
      ]
    )
  }).timeout(20_000)
})
