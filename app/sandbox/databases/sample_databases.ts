import pg from 'pg'
import type { SampleBusiness } from '#kit'
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
const READER = { user: 'reader', password: 'sample' }

export interface SampleOptions {
  start: () => Promise<SampleServer>
  business: () => SampleBusiness
  now: () => Date
}

/** The sample business as databases, started when the first one is asked for. */
export class SampleDatabases {
  readonly #options: SampleOptions
  #opened: Promise<SampleServer> | undefined

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
    if (driver !== 'postgresql') {
      return undefined
    }
    const { url } = await this.#server()
    await this.#fill(url)
    return { port: Number(new URL(url).port), database: DATABASE, ...READER }
  }

  async stop() {
    const server = await this.#opened?.catch(() => undefined)
    await server?.stop()
  }

  #server(): Promise<SampleServer> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async #open(): Promise<SampleServer> {
    const server = await this.#options.start()
    await withClient(server.url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`)
      await client.query(`DROP ROLE IF EXISTS ${READER.user}`)
      await client.query(`CREATE ROLE ${READER.user} LOGIN PASSWORD '${READER.password}'`)
      await client.query(`CREATE DATABASE ${DATABASE}`)
    })
    await withClient(inDatabase(server.url), async (client) => {
      await client.query(SAMPLE_SCHEMA)
      await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${READER.user}`)
    })
    return server
  }

  async #fill(url: string) {
    const { business, now } = this.#options
    await withClient(inDatabase(url), async (client) => {
      for (const table of sampleTables(business(), now())) {
        await client.query(upsert(table), [
          JSON.stringify(table.rows.map((row) => record(table, row))),
        ])
      }
    })
  }
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

function inDatabase(url: string): string {
  const address = new URL(url)
  address.pathname = `/${DATABASE}`
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
