/** A server that outlived its launcher (a hard kill) still holds the folder: it is stopped before the next one starts. */
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLine } from './lifetime.mjs'

const STEP_MS = 100
const STEPS = 100

export async function clearStaleServer(folder) {
  const pidFile = join(folder, 'postmaster.pid')
  if (!existsSync(pidFile)) {
    return
  }
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!servesFolder(pid, folder)) {
    rmSync(pidFile, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  for (let step = 0; step < STEPS && existsSync(pidFile); step++) {
    await delay(STEP_MS)
  }
}

/** The number may belong to anybody by now, also to the server of another folder: each works in its own. */
function servesFolder(pid, folder) {
  if (!Number.isInteger(pid) || pid <= 0 || !commandLine(pid).includes('postgres')) {
    return false
  }
  const place = `/proc/${pid}/cwd`
  return !existsSync(place) || readlinkSync(place) === realpathSync(folder)
}
