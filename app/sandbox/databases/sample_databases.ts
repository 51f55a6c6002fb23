import pg from 'pg'
import type { SampleBusiness } from '#kit'
import { startMysqlStandIn, type StandIn } from './mysql_stand_in.js'
import { SAMPLE_SCHEMA, sampleTables, type SampleTable } from './sample_tables.js'

/** A PostgreSQL server of its own, apart from the product's. */
export interface SampleServer {
  /** Of its administrator. */
  url: string
  stop(): Promise<void>
}

/** Where a database of the sample business can be read, with the account that may only read. */
export interface SampleAccess {
  port: number
  database: string
  user: string
  password: string
}

const DATABASE = 'harbor'
/** Where the tables stand for those who come by MySQL's protocol, which has databases and no schemas. */
const MYSQL_DATABASE = 'harbor_mysql'
const READER = { user: 'reader', password: 'sample' }

export interface SampleOptions {
  start: () => Promise<SampleServer>
  business: () => SampleBusiness
  now: () => Date
}

/** The sample business as databases, started when the first one is asked for. */
export class SampleDatabases {
  readonly #options: SampleOptions
  #opened: Promise<OpenedServer> | undefined

  constructor(options: SampleOptions) {
    this.#options = options
  }

  /** Those of an emulator's business; undefined where nothing can start them. */
  static of(
    sandbox: { business: SampleBusiness },
    { start, now }: Partial<Pick<SampleOptions, 'start'>> & Pick<SampleOptions, 'now'>
  ) {
    return start && new SampleDatabases({ start, business: () => sandbox.business, now })
  }

  /** The server of a kind, with everything in it that has happened until now; undefined where there is none. */
  async access(driver: string): Promise<SampleAccess | undefined> {
    if (driver !== 'postgresql' && driver !== 'mysql') {
      return undefined
    }
    const { url, standIn } = await this.#server()
    const isMysql = driver === 'mysql'
    await this.#fill(inDatabase(url, isMysql ? MYSQL_DATABASE : DATABASE))
    const port = isMysql ? standIn.port : Number(new URL(url).port)
    return { port, database: DATABASE, ...READER }
  }

  async stop() {
    const opened = await this.#opened?.catch(() => undefined)
    await opened?.standIn.stop()
    await opened?.stop()
  }

  #server(): Promise<OpenedServer> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async #open(): Promise<OpenedServer> {
    const server = await this.#options.start()
    await withClient(server.url, async (client) => {
      for (const database of [DATABASE, MYSQL_DATABASE]) {
        await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
        await client.query(`CREATE DATABASE ${database}`)
      }
      await client.query(`DROP ROLE IF EXISTS ${READER.user}`)
      await client.query(`CREATE ROLE ${READER.user} LOGIN PASSWORD '${READER.password}'`)
    })
    await withClient(inDatabase(server.url, DATABASE), (client) => prepare(client, 'public'))
    const behind = inDatabase(server.url, MYSQL_DATABASE)
    await withClient(behind, (client) => prepare(client, DATABASE))
    const url = new URL(behind)
    Object.assign(url, { username: READER.user, password: READER.password })
    return { ...server, standIn: await startMysqlStandIn({ url: url.href, ...READER }) }
  }

  async #fill(url: string) {
    const { business, now } = this.#options
    await withClient(url, async (client) => {
      for (const table of sampleTables(business(), now())) {
        await client.query(upsert(table), [
          JSON.stringify(table.rows.map((row) => record(table, row))),
        ])
      }
    })
  }
}

interface OpenedServer extends SampleServer {
  standIn: StandIn
}

/** The tables in a schema that names are looked up in, with a function that says its name as MySQL's does. */
async function prepare(client: pg.Client, schema: string) {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
  await client.query(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = ${schema}', current_database()); END $$`)
  await client.query(`SET search_path = ${schema}; ${SAMPLE_SCHEMA}`)
  await client.query(
    `CREATE FUNCTION ${schema}.database() RETURNS text LANGUAGE sql AS $$ SELECT '${schema}' $$`
  )
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${READER.user}`)
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${READER.user}`)
}

const record = ({ columns }: SampleTable, row: SampleTable['rows'][number]) =>
  Object.fromEntries(columns.map((name, at) => [name, row[at]]))

/** What changed since it was filled last, such as an order that was refunded, is written over. */
function upsert({ name, columns }: SampleTable) {
  const list = columns.join(', ')
  const changes = columns
    .filter((column) => column !== 'id')
    .map((column) => `${column} = excluded.${column}`)
  return `INSERT INTO ${name} (${list})
    SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1)
    ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`
}

function inDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
