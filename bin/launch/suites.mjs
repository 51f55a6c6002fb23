/** Runs Japa suites against a database of their own and counts what really ran. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ace, capture } from './processes.mjs'
import { dataPath, ROOT } from './paths.mjs'
import { explain } from './failure.mjs'
import { withoutLeftovers } from './leftovers.mjs'
import { freePort, startPostgres } from './postgres.mjs'
import { generateCode } from './codegen.mjs'
import { prepareRoles, roleUrls } from './roles.mjs'
import { loadSecrets } from './secrets.mjs'
import { buildFrontEnd } from './front_end.mjs'
import { chromiumEnvironment } from './chromium.mjs'

const TEMPLATE = 'quarterdeck_template'
const DATABASE = 'quarterdeck_test'
/** Losing a test database in a crash is fine, so nothing waits for the disk. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 200,
}

/** Answers one `{ name, passed, failed }` per suite. */
export async function runSuites(suites, runnerArgs) {
  const secrets = loadSecrets()
  const server = await startPostgres({
    name: 'test-postgres',
    password: secrets.databaseKey,
    settings: FAST,
  })
  try {
    const prepared = await prepareDatabase(server, secrets)
    await buildFrontEnd(prepared)
    const results = []
    for (const suite of suites) {
      const environment = await freshDatabase(prepared, server.url, secrets)
      results.push(
        await withoutLeftovers(environment, (clean) =>
          runSuite(suite, { runnerArgs, environment: clean })
        )
      )
    }
    return results
  } finally {
    await server.stop()
  }
}

async function prepareDatabase({ url, folder }, secrets) {
  const { default: pg } = await import('pg')
  const stale = !(await isTemplateCurrent(pg, url))
  if (stale) {
    await dropDatabase(pg, url, TEMPLATE)
  }
  const environment = await testEnvironment(
    await prepareRoles({ url, folder, database: TEMPLATE, secrets }),
    secrets
  )
  await generateCode(environment)
  if (stale) {
    const { code, output } = await capture(process.execPath, ace('database:prepare'), {
      environment,
    })
    if (code !== 0) {
      throw explain(`The test database could not be prepared:\n${output}`)
    }
    writeFileSync(stampFile(), schemaHash())
  }
  return environment
}

/** Each suite gets a database of its own, so that none meets another's rows or waiting jobs. */
async function freshDatabase(environment, url, secrets) {
  const { default: pg } = await import('pg')
  await dropDatabase(pg, url, DATABASE)
  await admin(
    pg,
    url,
    `CREATE DATABASE ${DATABASE} TEMPLATE ${TEMPLATE} OWNER quarterdeck_migrator`
  )
  return { ...environment, ...roleUrls(url, DATABASE, secrets), DB_ADMIN_URL: url }
}

async function testEnvironment(urls, secrets) {
  const port = String(await freePort())
  return {
    ...process.env,
    ...urls,
    NODE_ENV: 'test',
    APP_KEY: secrets.appKey,
    KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
    HOST: '127.0.0.1',
    PORT: port,
    APP_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataPath('test-data'),
    MAIL_TRANSPORT: 'file',
    TZ: 'UTC',
  }
}

const stampFile = () => join(dataPath(), 'test-template.stamp')

async function isTemplateCurrent(pg, url) {
  const stamp = existsSync(stampFile()) ? readFileSync(stampFile(), 'utf8') : ''
  const found = await admin(pg, url, `SELECT 1 FROM pg_database WHERE datname = '${TEMPLATE}'`)
  return stamp === schemaHash() && found.rowCount === 1
}

function schemaHash() {
  const hash = createHash('sha256')
  const folders = ['database', 'database/migrations', 'start', ...jobFolders()]
  for (const folder of folders) {
    for (const name of readdirSync(join(ROOT, folder))
      .filter((entry) => entry.endsWith('.ts'))
      .sort()) {
      hash.update(name).update(readFileSync(join(ROOT, folder, name)))
    }
  }
  return hash.update(readFileSync(join(ROOT, 'app/foundation/jobs.ts'))).digest('hex')
}

function jobFolders() {
  const contexts = readdirSync(join(ROOT, 'app'))
  return contexts
    .map((context) => `app/${context}/jobs`)
    .filter((folder) => existsSync(join(ROOT, folder)))
}

async function dropDatabase(pg, url, name) {
  await admin(pg, url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

async function admin(pg, url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Suites that open a real browser. */
const BROWSER_SUITES = ['browser']

async function runSuite(suite, { runnerArgs, environment: base }) {
  const browser = BROWSER_SUITES.includes(suite) ? await chromiumEnvironment() : {}
  const environment = { ...base, ...browser }
  const args = [
    '--import=@poppinss/ts-exec',
    '--enable-source-maps',
    'bin/test.ts',
    suite,
    ...runnerArgs,
  ]
  const { code, output } = await capture(process.execPath, args, { environment, echo: true })
  return { name: suite, ...countResults(output, code) }
}

/** Reads Japa's closing `Tests  12 passed, 1 failed (13)`; a crash without it counts as a failure. */
function countResults(output, code) {
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '')
  const line = plain.match(/^\s*Tests\s+(.*)$/m)?.[1] ?? ''
  const count = (word) => Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0)
  const failed = count('failed')
  const crashed = code !== 0 && failed === 0 ? 1 : 0
  return {
    passed: count('passed'),
    failed: failed + crashed,
    skipped: count('skipped') + count('todo'),
  }
}

/** Prints the closing line and answers the exit code. */
export function summary(results) {
  const total = (key) => results.reduce((sum, result) => sum + (result[key] ?? 0), 0)
  for (const { name, passed, failed } of results) {
    process.stdout.write(`${failed > 0 ? '✘' : '✔'} ${name}: ${passed} passed, ${failed} failed\n`)
  }
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`)
  return total('failed') > 0 || total('passed') === 0 ? 1 : 0
}
