import { DateTime } from 'luxon'
import { addDays } from '#shared/time_zones'
import type { CompiledStream } from '../map/types.js'
import type { ReadPage, Slice, StreamRead, VendorTotals } from '../read_types.js'
import { VendorFailure } from '../vendor_failure.js'
import { Database, type Ask, type DatabaseContext } from './database.js'
import type { Row } from './driver.js'
import { orderOf, pageStatement, totalsStatement, type Place } from './statements.js'
import type { DatabaseStream } from './streams.js'
import { totalsIn } from './totals_in.js'
import { recordsOf, writtenAs } from './values.js'

export interface CompiledDatabaseStream extends CompiledStream {
  database: DatabaseStream
}

/** Rows of one page: written in one go, and few enough for any server. */
const PAGE_ROWS = 2_000
/** Transactions that began earlier may commit lower numbers later, so the last ones are read again. */
const RISING_LOOKBACK = 1_000n

/** Reads a database as other readers read vendors: pages that are mapped, and the server's own sums. */
export class DatabaseReader {
  readonly #database: Database
  readonly #settings: Record<string, unknown>

  constructor(context: DatabaseContext) {
    this.#database = new Database(context)
    this.#settings = context.settings
  }

  /** Connects and reads something; a database has no accounts to choose from. */
  async prove(): Promise<[]> {
    await this.#with((ask) => ask({ text: 'SELECT 1 AS one', values: [] }))
    return []
  }

  /** A database passes on no messages and sends no deliveries. */
  async notify(): Promise<never> {
    throw onlyRead()
  }

  async register(): Promise<never> {
    throw onlyRead()
  }

  async unregister(): Promise<void> {}

  async *read(read: StreamRead, slice: Slice): AsyncGenerator<ReadPage> {
    const { ask, close } = await this.#database.open()
    try {
      yield* this.#pages(ask, read, slice)
    } finally {
      await close()
    }
  }

  async *#pages(ask: Ask, { stream, account }: StreamRead, slice: Slice): AsyncGenerator<ReadPage> {
    const { database } = stream as CompiledDatabaseStream
    const { dialect } = this.#database.driver
    const zone = this.#zone
    const from = this.#from(database, account?.timeZone ?? 'UTC', slice)
    const scope = { account, settings: this.#settings, today: slice.today }
    let place = (slice.resume as Place | undefined) ?? beginning(database)
    let mark = slice.mark as string | undefined
    for (;;) {
      const limit = PAGE_ROWS
      const statement = pageStatement(dialect, { stream: database, place, from, limit })
      const { rows } = await ask(statement, wordFor(database))
      assertDistinct(database, rows, place)
      mark = markOf(database, rows, place) ?? mark
      const next = placeAfter(database, place, rows)
      const records = recordsOf(rows, database.columns, zone)
      const mapped = await stream.mapPageInTurns(records, scope)
      const raw = JSON.stringify(records)
      yield { ...mapped, records, raw, read: rows.length, resume: next, mark }
      if (next === null) {
        return
      }
      place = next
    }
  }

  /** The smallest value of the cursor that is read. */
  #from({ cursor, columns }: DatabaseStream, days: string, { window, mark }: Slice) {
    if (!cursor) {
      return null
    }
    if (cursor.kind === 'rising') {
      return mark === undefined ? null : String(BigInt(String(mark)) - RISING_LOOKBACK)
    }
    const { kind } = columns.find(({ name }) => name === cursor.column)!
    const at = window && DateTime.fromISO(window.from, { zone: days })
    return at ? writtenAs(kind, at, this.#zone) : null
  }

  /** Added up by the server itself. */
  async totals({ stream, account }: StreamRead, { window }: Slice): Promise<VendorTotals | null> {
    const { database } = stream as CompiledDatabaseStream
    if (!window) {
      return null
    }
    const { kind } = database.columns.find(({ name }) => name === database.date)!
    const at = (day: string) =>
      writtenAs(kind, DateTime.fromISO(day, { zone: account?.timeZone ?? 'UTC' }), this.#zone)
    const asked = { stream: database, from: at(window.from), until: at(addDays(window.to, 1)) }
    const statement = totalsStatement(this.#database.driver.dialect, asked)
    const { rows } = await this.#with((ask) => ask(statement, wordFor(database)))
    return {
      rows: rows.reduce((sum, row) => sum + Number(row.n), 0),
      totals: totalsIn(rows, database),
    }
  }

  get #zone() {
    return String(this.#settings.timeZone ?? 'UTC')
  }

  async #with<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
    const { ask, close } = await this.#database.open()
    try {
      return await work(ask)
    } finally {
      await close()
    }
  }
}

const onlyRead = () =>
  new VendorFailure({
    kind: 'permanent',
    action: 'fail',
    code: 'E_ONLY_READ',
    message: 'A database is only read. Choose another source for this.',
  })

const beginning = ({ cursor }: DatabaseStream): Place => ({
  phase: cursor ? 'unset' : 'set',
  after: null,
})

function placeAfter(stream: DatabaseStream, place: Place, rows: Row[]): Place | null {
  const last = rows.at(-1)
  if (last && rows.length === PAGE_ROWS) {
    return { phase: place.phase, after: orderOf(stream, place).map(({ name }) => last[name] ?? '') }
  }
  return place.phase === 'unset' ? { phase: 'set', after: null } : null
}

/** The highest number of a rising cursor, which rows come in the order of. */
const markOf = ({ cursor }: DatabaseStream, rows: Row[], { phase }: Place) =>
  (cursor?.kind === 'rising' && phase === 'set' && rows.at(-1)?.[cursor.column]) || undefined

const wordFor = ({ from, title }: DatabaseStream) =>
  'table' in from ? `“${from.table.schema}.${from.table.name}”` : `the query of “${title}”`

/** Two rows of one key would be one row here, and rows without one are never found again. */
function assertDistinct(stream: DatabaseStream, rows: Row[], place: Place) {
  const keys = new Set<string>()
  for (const row of rows) {
    const key = JSON.stringify(stream.key.map((name) => row[name]))
    const isMissing = stream.key.some((name) => row[name] === null)
    if (isMissing || keys.has(key) || key === keyBefore(stream, place)) {
      throw notUnique(stream, row)
    }
    keys.add(key)
  }
}

const keyBefore = (stream: DatabaseStream, { after, phase }: Place) =>
  after &&
  JSON.stringify(
    stream.key.map(
      (name) => after[orderOf(stream, { phase }).findIndex((each) => each.name === name)]
    )
  )

function notUnique(stream: DatabaseStream, row: Row) {
  const sample = stream.key.map((name) => `${name} ${row[name] ?? 'empty'}`).join(', ')
  return new VendorFailure({
    kind: 'configuration',
    action: 'fail',
    code: 'E_KEY_NOT_UNIQUE',
    message: `The key of ${wordFor(stream)} does not identify its rows: ${sample}. Choose columns under Tables that are filled and different in every row.`,
  })
}
