/** The databases of the tests: a template that is migrated once, and a copy of it for each shard. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ace, capture } from '../processes.mjs'
import { dataPath, ROOT } from '../paths.mjs'
import { explain } from '../failure.mjs'
import { freePort, startPostgres } from '../postgres.mjs'
import { generateCode } from '../codegen.mjs'
import { prepareRoles, roleUrls } from '../roles.mjs'

const TEMPLATE = 'quarterdeck_template'
/** Losing a test database in a crash is fine, so nothing waits for the disk. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 400,
}

export const startTestServer = (secrets) =>
  startPostgres({ name: 'test-postgres', password: secrets.databaseKey, settings: FAST })

/** Migrates the template where the schema has changed since, and answers the environment of a process of the tests. */
export async function prepareTemplate({ url, folder }, secrets) {
  const stale = !(await isTemplateCurrent(url))
  if (stale) {
    await dropDatabase(url, TEMPLATE)
  }
  const urls = await prepareRoles({ url, folder, database: TEMPLATE, secrets })
  const environment = { ...(await testEnvironment('template', secrets)), ...urls }
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

/** What one shard has for itself: a copy of the template, a data folder that is empty, a port. Answers it with `close`. */
export async function openShard(name, { url, secrets }) {
  const database = `quarterdeck_test_${name.replaceAll(/\W/g, '_')}`
  await dropDatabase(url, database)
  await admin(url, `CREATE DATABASE ${database} TEMPLATE ${TEMPLATE} OWNER quarterdeck_migrator`)
  const environment = {
    ...(await testEnvironment(name, secrets)),
    ...roleUrls(url, database, secrets),
    DB_ADMIN_URL: url,
  }
  return { environment, close: () => dropDatabase(url, database) }
}

async function testEnvironment(name, secrets) {
  const port = String(await freePort())
  return {
    ...process.env,
    NODE_ENV: 'test',
    APP_KEY: secrets.appKey,
    KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
    HOST: '127.0.0.1',
    PORT: port,
    APP_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: emptyDataFolder(name),
    MAIL_TRANSPORT: 'file',
    TZ: 'UTC',
  }
}

function emptyDataFolder(name) {
  rmSync(join(dataPath('test-data'), name), { recursive: true, force: true })
  return dataPath('test-data', name)
}

const stampFile = () => join(dataPath(), 'test-template.stamp')

async function isTemplateCurrent(url) {
  const stamp = existsSync(stampFile()) ? readFileSync(stampFile(), 'utf8') : ''
  const found = await admin(url, `SELECT 1 FROM pg_database WHERE datname = '${TEMPLATE}'`)
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

const dropDatabase = (url, name) => admin(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)

async function admin(url, sql) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}
