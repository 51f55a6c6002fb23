import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'

/**
 * One server, four roles (docs/operators.md): `app` serves requests, `worker` runs jobs, `platform`
 * may cross tenants and is used by one module, `migrator` owns the tables and is used offline only.
 */
/** A process that was frozen in mid-transaction gives its locks up; its work is done again by another. */
const IDLE_IN_TRANSACTION_MS = 60_000

/** Sums of a large account are grouped in memory, and no plan is compiled for the milliseconds that it runs. */
const QUESTIONS_IN_MEMORY = '-c work_mem=32MB -c jit=off'

const role = (url: string | undefined, poolMax: number) => ({
  client: 'pg' as const,
  connection: {
    connectionString: url ?? 'postgresql://unset',
    statement_timeout: 0,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    options: QUESTIONS_IN_MEMORY,
    // Statements that wait for no answer (`Promise.all`) go out together; others are sent as ever.
    pipeline: true,
  },
  pool: { min: 0, max: poolMax },
  migrations: { naturalSort: true, paths: ['database/migrations'] },
  schemaGeneration: { enabled: false },
})

const dbConfig = defineConfig({
  connection: process.env.QD_PROCESS === 'worker' ? 'worker' : 'app',
  connections: {
    app: role(env.get('DB_APP_URL'), 12),
    worker: role(env.get('DB_WORKER_URL'), 12),
    platform: role(env.get('DB_PLATFORM_URL'), 2),
    migrator: role(env.get('DB_MIGRATOR_URL'), 2),
  },
})

export default dbConfig
