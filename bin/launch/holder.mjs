/** Who keeps a data folder open: its database ends with the process that started it. */
import { basename } from 'node:path'
import { explain } from './failure.mjs'
import { leaveNote, readNote, withdrawNote } from './notes.mjs'

const noteBeside = (folder) => `${folder}.holder.json`

export function announceHolder(folder) {
  leaveNote(noteBeside(folder), { what: whatRuns() })
}

export function withdrawHolder(folder) {
  withdrawNote(noteBeside(folder))
}

/** A holder that is gone left its server behind; one that lives must not lose it. */
export function assertNotHeld(folder) {
  const { pid, what } = readNote(noteBeside(folder)) ?? {}
  if (pid && pid !== process.pid) {
    throw explain(
      `The database in ${folder} is in use by '${what}' (process ${pid}). Wait until that has ended, or stop it. ` +
        'While npm start or npm run dev is ready, any number of commands share its database.'
    )
  }
}

function whatRuns() {
  const [, script = '', task = ''] = process.argv
  const isAce = /^ace(\.js)?$/.test(basename(script))
  return isAce ? `node ace ${task}` : `npm run ${task}`
}
