/** The four database roles (docs/operators.md): created alike on the embedded and on any other server. */
import { explain } from './failure.mjs'
import { rolePassword } from './secrets.mjs'

export const ROLES = {
  migrator: { name: 'quarterdeck_migrator', attributes: 'NOSUPERUSER NOBYPASSRLS' },
  app: { name: 'quarterdeck_app', attributes: 'NOSUPERUSER NOBYPASSRLS' },
  worker: { name: 'quarterdeck_worker', attributes: 'NOSUPERUSER NOBYPASSRLS' },
  platform: { name: 'quarterdeck_platform', attributes: 'NOSUPERUSER BYPASSRLS' },
}

const ENVIRONMENT = {
  migrator: 'DB_MIGRATOR_URL',
  app: 'DB_APP_URL',
  worker: 'DB_WORKER_URL',
  platform: 'DB_PLATFORM_URL',
}

/**
 * Makes roles and database ready through the administrator's `url` and answers the four addresses as
 * environment variables. Roles that are given by the environment already are left alone. An embedded
 * server says in which `folder` it lives.
 */
export async function prepareRoles({ url, folder, database, secrets }) {
  const { default: pg } = await import('pg')
  const admin = await connect(pg, url, folder)
  try {
    for (const role of Object.values(ROLES)) {
      await ensureRole(admin, role, rolePassword(secrets, role.name))
    }
    await ensureDatabase(admin, database)
  } finally {
    await admin.end()
  }
  await grantSchema(pg, withDatabase(url, database))
  return roleUrls(url, database, secrets)
}

export function roleUrls(url, database, secrets) {
  const entries = Object.entries(ROLES).map(([key, role]) => {
    const address = new URL(withDatabase(url, database))
    address.username = role.name
    address.password = rolePassword(secrets, role.name)
    return [ENVIRONMENT[key], address.href]
  })
  return Object.fromEntries(entries)
}

const NO_SUCH_DATABASE = '3D000'
const WRONG_PASSWORD = '28P01'
/** A server behind a firewall that drops what it does not like never answers. */
const PATIENCE_MS = 15_000

/** Connects as the administrator; through the maintenance database where the named one is still missing. */
async function connect(pg, url, folder) {
  for (const address of [url, withDatabase(url, 'postgres')]) {
    const client = new pg.Client({
      connectionString: address,
      connectionTimeoutMillis: PATIENCE_MS,
    })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (error.code !== NO_SUCH_DATABASE) {
        throw folder ? unopened(folder, error) : unreachable(url, error)
      }
    }
  }
  throw unreachable(url, new Error('neither that database nor the database postgres exists'))
}

function unreachable(url, error) {
  const { host } = new URL(url)
  return explain(
    `The PostgreSQL server at ${host} cannot be reached with the given DATABASE_URL (${error.message}). ` +
      'Check that it runs and that the user and password are right.',
    error
  )
}

/** The embedded server got its password from the secrets when it was made, and keeps it. */
function unopened(folder, error) {
  const reason =
    error.code === WRONG_PASSWORD
      ? 'does not accept the databaseKey of secrets.json: the two do not belong together, for example ' +
        'because one was restored or edited without the other'
      : `started, but cannot be opened (${error.message})`
  return explain(
    `The database in ${folder} ${reason}. Nothing in it was touched. Put the secrets.json back that belongs to it, ` +
      'from a backup. Without one, move the whole data folder away to start with an empty installation.',
    error
  )
}

async function ensureRole(admin, role, password) {
  const secret = `LOGIN PASSWORD '${password}'`
  try {
    const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role.name])
    const verb = found.rowCount > 0 ? 'ALTER' : 'CREATE'
    await admin.query(`${verb} ROLE ${role.name} ${secret} ${role.attributes}`)
    await admin.query(`GRANT ${role.name} TO CURRENT_USER`).catch(() => undefined)
  } catch (error) {
    throw explain(
      `The user of DATABASE_URL may not create the role ${role.name} (${error.message}). Use an administrator ` +
        'of that server, or create the four roles yourself and set DB_MIGRATOR_URL, DB_APP_URL, DB_WORKER_URL ' +
        'and DB_PLATFORM_URL.',
      error
    )
  }
}

async function ensureDatabase(admin, database) {
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
  if (found.rowCount > 0) {
    return
  }
  const name = admin.escapeIdentifier(database)
  try {
    await admin.query(
      `CREATE DATABASE ${name} OWNER ${ROLES.migrator.name} ENCODING 'UTF8' TEMPLATE template0`
    )
  } catch (error) {
    throw explain(
      `The database ${name} could not be created (${error.message}). Create it yourself with ${ROLES.migrator.name} ` +
        'as its owner, or let DATABASE_URL name a user that may create databases.',
      error
    )
  }
}

async function grantSchema(pg, url) {
  const client = new pg.Client({ connectionString: url })
  const { name: migrator } = ROLES.migrator
  const serving = [ROLES.app, ROLES.worker, ROLES.platform].map((role) => role.name).join(', ')
  try {
    await client.connect()
    const { rows } = await client.query('SELECT current_database() AS name')
    await client.query(`
      GRANT CREATE, CONNECT ON DATABASE ${client.escapeIdentifier(rows[0].name)} TO ${migrator};
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE, CREATE ON SCHEMA public TO ${migrator};
      GRANT USAGE ON SCHEMA public TO ${serving};
    `)
  } catch (error) {
    throw explain(
      `The roles of Quarterdeck could not be let into the database ${databaseIn(url)} (${error.message}). ` +
        'Let DATABASE_URL name the owner of that database, or an administrator of the server.',
      error
    )
  } finally {
    await client.end()
  }
}

function withDatabase(url, database) {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(database)}`
  return address.href
}

/** The database that an address names, if it names one. */
export const databaseIn = (url) => decodeURIComponent(new URL(url).pathname.slice(1))
