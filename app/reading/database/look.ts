import type { Database } from './database.js'
import type { DatabaseColumn, Relation } from './streams.js'
import { relationOf } from './statements.js'

/** Rows that a person sees before choosing. */
const SAMPLE_ROWS = 20

export interface FoundRelation {
  schema: string
  name: string
  kind: string
}

export interface RelationSample {
  columns: DatabaseColumn[]
  rows: (string | null)[][]
  /** Columns of the primary key; none for views and queries. */
  primaryKey: string[]
}

type Opened = Awaited<ReturnType<Database['open']>>

/** What of a database a person can choose, asked of one connection. */
export class Look {
  readonly #database: Database
  readonly #ask: Opened['ask']

  private constructor(database: Database, ask: Opened['ask']) {
    this.#database = database
    this.#ask = ask
  }

  static async at<Answer>(database: Database, work: (look: Look) => Promise<Answer>) {
    const { ask, close } = await database.open()
    try {
      return await work(new Look(database, ask))
    } finally {
      await close()
    }
  }

  /** Tables and views that the account may read. */
  async relations(): Promise<FoundRelation[]> {
    const { rows } = await this.#ask({ text: this.#dialect.relations, values: [] }, 'the catalogue')
    return rows.map(({ schema, name, kind }) => ({ schema: schema!, name: name!, kind: kind! }))
  }

  async sample(relation: Relation): Promise<RelationSample> {
    const text = `SELECT * FROM ${relationOf(this.#dialect, relation)} LIMIT ${SAMPLE_ROWS}`
    const { columns, rows } = await this.#ask({ text, values: [] }, wordsFor(relation))
    return {
      columns,
      rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
      primaryKey: 'table' in relation ? await this.#primaryKey(relation) : [],
    }
  }

  async #primaryKey({ table }: Extract<Relation, { table: unknown }>): Promise<string[]> {
    const { rows } = await this.#ask(this.#dialect.uniqueKey(table), 'the catalogue')
    return rows.map(({ name }) => name!)
  }

  /** Values of a key that several rows have, or that are missing; null where the key identifies every row. */
  async repeatedKey(relation: Relation, key: string[]): Promise<(string | null)[] | null> {
    const names = key.map((name) => this.#dialect.quote(name))
    const from = relationOf(this.#dialect, relation)
    const missing = names.map((name) => `${name} IS NULL`).join(' OR ')
    const text =
      `SELECT ${names.join(', ')} FROM ${from} GROUP BY ${names.join(', ')} ` +
      `HAVING COUNT(*) > 1 OR ${missing} LIMIT 1`
    const { rows } = await this.#ask({ text, values: [] }, wordsFor(relation))
    return rows.length === 0 ? null : key.map((name) => rows[0][name] ?? null)
  }

  get #dialect() {
    return this.#database.driver.dialect
  }
}

const wordsFor = (relation: Relation) =>
  'table' in relation ? `“${relation.table.schema}.${relation.table.name}”` : 'the query'
