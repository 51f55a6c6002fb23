/** Notes that a running program leaves in the data folder, readable by its owner only. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { birthOf, isAlive } from './lifetime.mjs'

/** Whole or not at all: who reads at the same moment must not find half a note. */
export function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

/** Leaves a note that counts for as long as this program runs. */
export function leaveNote(file, content) {
  const author = { pid: process.pid, born: birthOf(process.pid) }
  writeWhole(file, JSON.stringify({ ...author, ...content }))
}

export function withdrawNote(file) {
  rmSync(file, { force: true })
}

/** Answers the note of a program that still runs. A note that cannot be read tells nothing, like one that is not there. */
export function readNote(file) {
  const note = parse(file)
  return note && isAlive(note) ? note : undefined
}

function parse(file) {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8'))
    return typeof note === 'object' ? note : undefined
  } catch {
    return undefined
  }
}
