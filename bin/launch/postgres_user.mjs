/** Under which identity the embedded PostgreSQL runs: it refuses to run as root. */
import { execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { userInfo } from 'node:os'
import { explain } from './failure.mjs'

const SERVICE_USER = 'postgres'

/**
 * Answers how to start a PostgreSQL program on `folder`. An ordinary user starts it directly. Root
 * starts it as the user `postgres` (created where missing); where that user cannot reach the checkout,
 * as in root's own home, a user namespace maps root to an ordinary id instead.
 */
export function postgresIdentity(folder, binary) {
  if (userInfo().uid !== 0) {
    return direct()
  }
  const ids = serviceUser()
  if (ids && canReach(ids, folder, binary)) {
    chownSync(folder, ids.uid, ids.gid)
    return { wrap: (program, args) => [program, args], options: ids }
  }
  if (canUnshare()) {
    return {
      wrap: (program, args) => [
        'unshare',
        ['--user', '--map-user=1000', '--map-group=1000', program, ...args],
      ],
      options: {},
    }
  }
  throw explain(
    `PostgreSQL does not run as root, and the user '${SERVICE_USER}' cannot reach ${folder}. ` +
      'Move the checkout out of a private folder, or start Quarterdeck as an ordinary user.'
  )
}

function direct() {
  return { wrap: (program, args) => [program, args], options: {} }
}

function serviceUser() {
  return lookUp() ?? (createUser() ? lookUp() : undefined)
}

function lookUp() {
  try {
    const id = (flag) =>
      Number(execFileSync('id', [flag, SERVICE_USER], { stdio: 'pipe' }).toString())
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function createUser() {
  try {
    execFileSync('useradd', ['--system', '--user-group', SERVICE_USER], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function canReach(ids, folder, binary) {
  try {
    execFileSync('/bin/sh', ['-c', 'test -x "$0" && cd "$1"', binary, folder], {
      ...ids,
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

function canUnshare() {
  try {
    execFileSync('unshare', ['--user', '--map-user=1000', '--map-group=1000', 'true'], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}
