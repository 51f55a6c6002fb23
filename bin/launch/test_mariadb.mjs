/** A MariaDB server for the tests of MySQL sources; nothing else needs one. It ends with the process group of whoever starts it. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { explain } from './failure.mjs'
import { announceHolder, assertNotHeld, withdrawHolder } from './holder.mjs'
import { commandLine } from './lifetime.mjs'
import { dataPath } from './paths.mjs'
import { freePort } from './postgres.mjs'
import { loadSecrets, rolePassword } from './secrets.mjs'

const PLACES = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin']
const READY = 'ready for connections'
const ADMINISTRATOR = 'tester'

/** Small, and with rows that need not survive a crash. */
const SMALL = [
  ...['--skip-log-bin', '--skip-name-resolve', '--innodb-flush-log-at-trx-commit=0'],
  ...['--innodb-buffer-pool-size=16M', '--innodb-log-file-size=8M', '--bind-address=127.0.0.1'],
]

/** Whether this machine has MariaDB, or lets the tests install it. */
export const canStartMariadb = () => serverProgram() !== undefined || mayInstall()

/** Answers `{ url, stop }`, where `url` is the administrator's. `options` are the server's own, such as `--ssl-key=…`. */
export async function startTestMariadb(options = []) {
  const program = serverProgram() ?? install()
  const folder = dataPath('test-mariadb')
  assertNotHeld(folder)
  announceHolder(folder)
  try {
    clearStale(folder)
    initialise(folder)
    return await launch({ program, folder, options })
  } catch (error) {
    withdrawHolder(folder)
    throw error
  }
}

const programNamed = (name) =>
  PLACES.map((place) => join(place, name)).find((path) => existsSync(path))

const serverProgram = () => programNamed('mariadbd')

const isRoot = userInfo().uid === 0

const mayInstall = () => process.platform === 'linux' && isRoot && existsSync('/usr/bin/apt-get')

/** The server's programs alone: the package starts no service. */
function install() {
  if (!mayInstall()) {
    throw explain('The tests of MySQL sources found no MariaDB. Install mariadb-server.')
  }
  process.stdout.write('  Installing MariaDB for the tests of MySQL sources …\n')
  const run = (...args) => execFileSync('apt-get', args, { stdio: 'ignore' })
  run('update')
  run('install', '-y', '--no-install-recommends', 'mariadb-server-core', 'mariadb-client-core')
  return serverProgram()
}

const asRoot = isRoot ? ['--user=root'] : []

function initialise(folder) {
  if (existsSync(join(folder, 'mysql'))) {
    return
  }
  const args = ['--no-defaults', `--datadir=${folder}`, '--skip-test-db', ...asRoot]
  execFileSync(programNamed('mariadb-install-db'), args, { stdio: 'ignore' })
}

/** A server that outlived whoever started it still holds the folder. */
function clearStale(folder) {
  const file = join(folder, 'server.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (pid > 0 && commandLine(pid).includes(`--datadir=${folder}`)) {
    process.kill(pid, 'SIGKILL')
  }
  rmSync(file, { force: true })
}

async function launch({ program, folder, options }) {
  const port = await freePort()
  const password = rolePassword(loadSecrets(), ADMINISTRATOR)
  const first = join(folder, 'first.sql')
  writeFileSync(
    first,
    `CREATE OR REPLACE USER ${ADMINISTRATOR}@'127.0.0.1' IDENTIFIED BY '${password}';
     GRANT ALL ON *.* TO ${ADMINISTRATOR}@'127.0.0.1' WITH GRANT OPTION;\n`.replaceAll(
      /;\s+/g,
      ';\n'
    ),
    { mode: 0o600 }
  )
  const places = [`--datadir=${folder}`, '--socket=server.sock', '--pid-file=server.pid']
  const args = ['--no-defaults', ...places, `--port=${port}`, `--init-file=${first}`, ...SMALL]
  const child = spawn(program, [...args, ...asRoot, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await untilReady(child, folder)
  child.stderr.resume()
  const exited = new Promise((resolve) => child.once('exit', resolve))
  return {
    url: `mysql://${ADMINISTRATOR}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
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
    child.once('exit', () =>
      reject(explain(`MariaDB in ${folder} did not start: ${log.trim().split('\n').at(-1)}`))
    )
  })
}
