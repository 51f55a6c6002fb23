/** The settings that the application's processes get from the launcher. */
import { dataPath, DATA_DIR } from './paths.mjs'
import { databaseIn, prepareRoles } from './roles.mjs'
import { definedOnly } from './running.mjs'
import { loadSecrets } from './secrets.mjs'
import { startPostgres } from './postgres.mjs'
import { assertDiskSpace } from './checks.mjs'
import { assertSettings } from './settings.mjs'

const DATABASE = 'quarterdeck'

/**
 * Brings up what every process needs: secrets, a database with its roles. Answers
 * `{ environment, stop }`; stopping ends the embedded server, if it was started here.
 */
export async function openInstallation(overrides = {}) {
  assertSettings()
  assertDiskSpace(dataPath())
  const secrets = loadSecrets()
  const { database, stop, exited } = await openDatabase(secrets)
  const environment = {
    ...baseEnvironment(secrets),
    ...database,
    ...definedOnly(process.env, [
      'DB_APP_URL',
      'DB_WORKER_URL',
      'DB_PLATFORM_URL',
      'DB_MIGRATOR_URL',
    ]),
    ...overrides,
  }
  return { environment, secrets, stop, exited }
}

export function baseEnvironment(secrets) {
  return {
    ...process.env,
    NODE_ENV: process.env.NODE_ENV ?? 'production',
    APP_KEY: process.env.APP_KEY ?? secrets.appKey,
    AUDIT_KEYS: process.env.AUDIT_KEYS ?? `1:${secrets.auditKey}`,
    KEY_ENCRYPTION_KEY: process.env.KEY_ENCRYPTION_KEY ?? secrets.keyEncryptionKey,
    DATA_DIR,
  }
}

async function openDatabase(secrets) {
  const given = process.env.DATABASE_URL
  if (given) {
    const database = databaseIn(given) || DATABASE
    return { database: await prepareRoles({ url: given, database, secrets }), stop: async () => {} }
  }
  if (process.env.DB_APP_URL) {
    return { database: {}, stop: async () => {} }
  }
  return openEmbedded(secrets)
}

/** A server that nobody can use would outlive the failed start, and keep this process from ending. */
async function openEmbedded(secrets) {
  const server = await startPostgres({ name: 'postgres', password: secrets.databaseKey })
  const { url, folder, stop, exited } = server
  try {
    return {
      database: await prepareRoles({ url, folder, database: DATABASE, secrets }),
      stop,
      exited,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
