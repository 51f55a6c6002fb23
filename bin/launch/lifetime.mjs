/** Whether a program that left its number behind still runs. The system gives numbers out again. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const PROC = '/proc/self/stat'
/** Where the start time stands in /proc/<pid>/stat, counted behind the name (which may hold spaces). */
const START_TIME = 19

/** What tells this program from every other that has, had or will have its number. */
export function birthOf(pid) {
  try {
    return existsSync(PROC) ? linuxBirth(pid) : ps(pid, 'lstart')
  } catch {
    return undefined
  }
}

/** A note names who wrote it: `{ pid, born }`. A note without that names nobody. */
export function isAlive({ pid, born }) {
  return Number.isInteger(pid) && pid > 0 && Boolean(born) && birthOf(pid) === born
}

/** The command and arguments of a program, or nothing where it does not run. */
export function commandLine(pid) {
  try {
    return existsSync(PROC)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : ps(pid, 'command')
  } catch {
    return ''
  }
}

function linuxBirth(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return fields[0] === 'Z' ? undefined : `${boot} ${fields[START_TIME]}`
}

function ps(pid, column) {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], options).trim()
}
