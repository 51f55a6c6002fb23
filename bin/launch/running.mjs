/** Lets commands in other terminals find the installation that runs on a data folder. */
import { join } from 'node:path'
import { leaveNote, readNote, withdrawNote } from './notes.mjs'
import { dataPath } from './paths.mjs'

const NOTE = () => join(dataPath(), 'running.json')
const SHARED = [
  'DB_APP_URL',
  'DB_WORKER_URL',
  'DB_PLATFORM_URL',
  'DB_MIGRATOR_URL',
  'SANDBOX_URL',
  'APP_URL',
]

export function announceRunning(environment) {
  leaveNote(NOTE(), { environment: definedOnly(environment, SHARED) })
}

export function withdrawRunning() {
  withdrawNote(NOTE())
}

/** Its settings, while it runs. */
export function runningInstallation() {
  const note = readNote(NOTE())
  return note?.environment ? note : undefined
}

export function definedOnly(source, keys) {
  return Object.fromEntries(
    keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]])
  )
}
