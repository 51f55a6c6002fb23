/** Benchmarks run on an embedded server of their own, with a production's durability, in the application itself. */
import { rmSync } from 'node:fs'
import { ace, capture, relay } from './processes.mjs'
import { baseEnvironment } from './environment.mjs'
import { explain } from './failure.mjs'
import { generateCode } from './codegen.mjs'
import { dataPath } from './paths.mjs'
import { startPostgres } from './postgres.mjs'
import { prepareRoles } from './roles.mjs'
import { loadSecrets } from './secrets.mjs'

/** Durable, and sized as the operators' guide advises for a machine of this size. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
}

/** Runs one measurement of `tests/bench/` and answers its exit code. */
export async function runBench(measurement, args, nodeArguments = []) {
  rmSync(dataPath('bench-postgres'), { recursive: true, force: true })
  const secrets = loadSecrets()
  const server = await startPostgres({
    name: 'bench-postgres',
    password: secrets.databaseKey,
    settings: SETTINGS,
  })
  try {
    const environment = await prepare(server, secrets)
    const entry = ['--import=@poppinss/ts-exec', '--enable-source-maps', 'tests/bench/run.ts']
    return await relay(process.execPath, [...nodeArguments, ...entry, measurement, ...args], {
      environment,
    })
  } finally {
    await server.stop()
    rmSync(dataPath('bench-postgres'), { recursive: true, force: true })
  }
}

async function prepare({ url, folder }, secrets) {
  const roles = await prepareRoles({ url, folder, database: 'quarterdeck_bench', secrets })
  const environment = {
    ...baseEnvironment(secrets),
    ...roles,
    DB_ADMIN_URL: url,
    LOG_LEVEL: 'warn',
  }
  await generateCode(environment)
  const { code, output } = await capture(process.execPath, ace('database:prepare'), { environment })
  if (code !== 0) {
    throw explain(`The benchmark's database could not be prepared:\n${output}`)
  }
  return { ...environment, QD_PROCESS: 'worker', BENCH_SETTINGS: JSON.stringify(SETTINGS) }
}
