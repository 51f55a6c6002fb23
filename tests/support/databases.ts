import pg from 'pg'
import { ConnectSource, type Connection } from '#connections'
import { newId, withTenant } from '#foundation'
import { saveStream } from '#databases'
import { requestSync } from '#sync'
import type { ChosenField } from '#mapping'
import { carryOut } from './carry_out.js'
import { givenMember, givenOrganization } from './organizations.js'

/** The launcher's programs have no types. */
const SAMPLE_POSTGRES = '../../bin/launch/sample_postgres.mjs'

export const DATABASE_NOW = new Date('2026-11-20T09:00:00Z')
export const READER = { user: 'till_reader', password: 'a reader, and no more' }

/** The server outlives a group of tests, and with it the role. */
const READER_ROLE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${READER.user}') THEN CREATE ROLE ${READER.user}; END IF;
  END $$;
  ALTER ROLE ${READER.user} LOGIN PASSWORD '${READER.password}'`

export interface DatabaseServer {
  /** Name of the plugin that reads it. */
  kind: 'postgresql' | 'mysql'
  port: number
  /** As its administrator. */
  run(database: string, sql: string): Promise<{ rows: unknown[] }>
  /** An empty database that the reader may read whatever is made in it later. */
  database(sql?: string): Promise<string>
  stop(): Promise<void>
}

/** A PostgreSQL server that is not the one the tests run on, reachable as an operator would allow it. */
export async function givenDatabaseServer(settings = {}): Promise<DatabaseServer> {
  const { startSamplePostgres } = await import(SAMPLE_POSTGRES)
  const server = await startSamplePostgres(settings)
  const forbid = allowDatabasesHere()
  const run = (database: string, sql: string) => asAdministrator(server.url, database, sql)
  await run('postgres', READER_ROLE)
  return {
    kind: 'postgresql',
    port: Number(new URL(server.url).port),
    run,
    async database(sql = '') {
      const name = `till_${newId().replaceAll('-', '').slice(-12)}`
      await run('postgres', `CREATE DATABASE ${name}`)
      await run(name, `ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${READER.user}; ${sql}`)
      return name
    },
    async stop() {
      forbid()
      await server.stop()
    },
  }
}

/** Opens this machine to sources, as an operator would; answers what closes it again. */
export function allowDatabasesHere(hosts = '127.0.0.1') {
  const before = process.env.DATABASE_HOSTS
  process.env.DATABASE_HOSTS = hosts
  return () => {
    if (before === undefined) {
      delete process.env.DATABASE_HOSTS
    } else {
      process.env.DATABASE_HOSTS = before
    }
  }
}

async function asAdministrator(url: string, database: string, sql: string) {
  const address = new URL(url)
  address.pathname = `/${database}`
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

interface Given {
  organization: { id: string }
  kind?: DatabaseServer['kind']
  port: number
  database: string
  settings?: Record<string, unknown>
  credentials?: Record<string, string>
}

/** Connects a database as the wizard does. */
export async function connectDatabase(connecting: Given) {
  const { organization, kind = 'postgresql', port, database, ...given } = connecting
  const outcome = await new ConnectSource().execute({
    organization,
    ...{ pluginId: `quarterdeck/${kind}`, connector: 'database', mode: 'live', name: 'Till' },
    actor: { id: null },
    settings: {
      host: '127.0.0.1',
      port,
      database,
      tls: 'none',
      timeZone: 'UTC',
      ...given.settings,
    },
    credentials: given.credentials ?? READER,
    now: DATABASE_NOW,
  })
  return outcome.connection
}

export type Uses = Record<string, ChosenField['use'] | `metric:${string}`>

/** A connected database of the server, with verbs to choose tables, to sync and to look at what landed. */
export async function givenDatabaseSource(server: DatabaseServer, sql: string, settings = {}) {
  const organization = await givenOrganization({ currency: 'EUR', timeZone: 'Europe/Berlin' })
  const person = await givenMember(organization, 'owner')
  const database = await server.database(sql)
  const { kind, port } = server
  const connection = await connectDatabase({ organization, kind, port, database, settings })
  const schema = kind === 'mysql' ? database : 'public'
  return {
    ...verbsOf({ organization, person, connection, schema }),
    run: (change: string) => server.run(database, change),
    target: { host: 'here', addresses: ['127.0.0.1'], port, database, tls: 'none' as const },
  }
}

interface Known {
  organization: { id: string }
  person: { id: string }
  connection: Connection
  /** Where tables are. */
  schema?: string
}

/** What is done with a connected database, wherever it runs. */
export function verbsOf<Place extends Known>(known: Place) {
  const { organization, person, connection, schema = 'public' } = known
  return {
    organization: organization as Place['organization'],
    connection,
    choose: (from: string, uses: Uses, name?: string) =>
      saveStream(connection, {
        choice: {
          title: from.slice(0, 40),
          from: relationOf(from, schema),
          fields: fieldsOf(uses),
        },
        ...{ name, actor: { id: person.id, ip: null }, correlationId: newId(), now: DATABASE_NOW },
      }),
    sync: (at = DATABASE_NOW) => syncOnce(organization, connection, at),
    query: <Row>(text: string) =>
      withTenant(organization.id, (tenant) => tenant.query<Row>(text, [])).then(({ rows }) => rows),
  }
}

const relationOf = (from: string, schema: string) =>
  /\s/.test(from) ? { query: from } : { table: { schema, name: from } }

const fieldsOf = (uses: Uses): ChosenField[] =>
  Object.entries(uses).map(([path, use]) =>
    use.startsWith('metric:')
      ? { path, use: 'metric', metric: use.slice('metric:'.length) }
      : { path, use: use as ChosenField['use'] }
  )

async function syncOnce(organization: { id: string }, { id }: Connection, now: Date) {
  const run = await withTenant(organization.id, (tenant) =>
    requestSync(tenant, { connectionId: id, kind: 'manual', requestedBy: null, now })
  )
  return carryOut(organization, run.id, { now: () => now })
}
