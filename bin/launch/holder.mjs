/** Who keeps a data folder open: its database ends with the process that started it. */
import { basename } from 'node:path'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { explain } from './failure.mjs'

const noteBeside = (folder) => `${folder}.holder.json`

export function announceHolder(folder) {
  const note = { pid: process.pid, what: whatRuns() }
  writeFileSync(noteBeside(folder), JSON.stringify(note), { mode: 0o600 })
}

export function withdrawHolder(folder) {
  rmSync(noteBeside(folder), { force: true })
}

/** A holder that is gone left its server behind; one that lives must not lose it. */
export function assertNotHeld(folder) {
  const note = noteBeside(folder)
  const { pid, what } = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : {}
  if (pid && pid !== process.pid && isAlive(pid)) {
    throw explain(
      `The database in ${folder} is in use by '${what}' (process ${pid}). Wait until that has ended, or stop it. ` +
        'While npm start or npm run dev is ready, any number of commands share its database.'
    )
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function whatRuns() {
  const [, script = '', task = ''] = process.argv
  const isAce = /^ace(\.js)?$/.test(basename(script))
  return isAce ? `node ace ${task}` : `npm run ${task}`
}
