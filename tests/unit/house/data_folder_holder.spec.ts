import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { scratchFolder } from '#tests/support/scratch'

const HOLDER = app.makePath('bin/launch/holder.mjs')

/** Runs a script that knows the holder of the data folder; answers when it printed its line. */
async function run(folder: string, script: string) {
  const source = `const h = await import(${JSON.stringify(HOLDER)}); const folder = ${JSON.stringify(folder)}; ${script}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source])
  const [line] = await once(child.stdout, 'data')
  return { child, line: String(line).trim() }
}

const HOLD = 'h.announceHolder(folder); console.log("held"); setInterval(() => {}, 1000)'
const ENTER =
  'try { h.assertNotHeld(folder); console.log("free") } catch (e) { console.log(e.message) }'

test.group('A data folder whose database is in use', () => {
  test('is not taken from the process that holds it, until that is gone', async ({ assert }) => {
    const folder = join(scratchFolder(), 'postgres')
    const holder = await run(folder, HOLD)

    const refused = await run(folder, ENTER)
    const { pid } = JSON.parse(readFileSync(`${folder}.holder.json`, 'utf8'))
    holder.child.kill('SIGKILL')
    await once(holder.child, 'exit')
    const allowed = await run(folder, ENTER)

    assert.equal(pid, holder.child.pid)
    assert.match(refused.line, new RegExp(`in use by '.*' \\(process ${pid}\\)\\. Wait until`))
    assert.equal(allowed.line, 'free')
  })

  test('is free where the note beside it is damaged, or names one whose number was given out again')
    .with([
      '',
      '{"pid":',
      JSON.stringify({ pid: process.pid, born: 'long ago', what: 'npm start' }),
    ])
    .run(async ({ assert }, note) => {
      const folder = join(scratchFolder(), 'postgres')
      writeFileSync(`${folder}.holder.json`, note)

      const { line } = await run(folder, ENTER)

      assert.equal(line, 'free')
    })
})
