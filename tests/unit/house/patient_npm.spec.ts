import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { scratchFolder } from '#tests/support/scratch'

interface Call {
  node: string
  npm: string
  command: string[]
}

const { runNpm } = (await import(app.makePath('bin/launch/npm.mjs'))) as {
  runNpm(call: Call, patience: number[]): void
}

/** A stand-in for npm that waits for ever until it has been called often enough. */
function givenNpm({ hangs }: { hangs: number }) {
  const folder = scratchFolder()
  const npm = join(folder, 'npm.cjs')
  const calls = join(folder, 'calls')
  writeFileSync(
    npm,
    `const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
     appendFileSync(${JSON.stringify(calls)}, '.')
     const isStuck = readFileSync(${JSON.stringify(calls)}, 'utf8').length <= ${hangs}
     if (isStuck) setInterval(() => {}, 1000)
     else writeFileSync(${JSON.stringify(join(folder, 'done'))}, '')`
  )
  return { node: process.execPath, npm, command: [], folder }
}

test.group('npm that is stuck', () => {
  test('is asked again, and what it installs then counts', ({ assert }) => {
    const npm = givenNpm({ hangs: 1 })

    // A busy machine may start the first one too late to be counted as stuck; then the second one is.
    runNpm(npm, [1_000, 5_000, 20_000])

    assert.isTrue(existsSync(join(npm.folder, 'done')))
  })

  test('is given up in the end', ({ assert }) => {
    const npm = givenNpm({ hangs: 5 })

    assert.throws(() => runNpm(npm, [300, 300]), 'npm did not end, 2 times')
  })

  test('is not asked again when it says what is wrong', ({ assert }) => {
    const npm = { node: process.execPath, npm: '/no/such/npm.js', command: [] }

    assert.throws(() => runNpm(npm, [20_000, 20_000]), /Cannot find module/)
  })
})
