import type { DatabaseConnector } from '#kit'
import { assertOutsideTenant } from '#foundation'
import { VendorFailure } from '../vendor_failure.js'
import type { Access } from '../call/access.js'
import { admitted } from './admission.js'
import type { Answer, DatabaseTarget, Driver, OpenDatabase, Statement } from './driver.js'
import { databaseFailure, type FaultPlace } from './failures.js'
import { isOwnServer } from './own_server.js'
import { mysql } from './mysql.js'
import { postgresql } from './postgresql.js'
import { liveTarget, sandboxTarget } from './target.js'

const DRIVERS: Record<DatabaseConnector['driver'], Driver> = { postgresql, mysql }

/** A statement of a sync may take this long; one that a person waits for takes less. */
const SYNC_TIMEOUT_MS = 30_000
const WAITING_TIMEOUT_MS = 8_000

export interface DatabaseContext {
  connectionId: string
  mode: 'live' | 'sandbox'
  driver: DatabaseConnector['driver']
  /** What people call this kind of server. */
  title: string
  access: Pick<Access, 'credentials'>
  settings: Record<string, unknown>
  signal?: AbortSignal
  /** Somebody waits for the answer. */
  isWatched?: boolean
}

/** Asks one thing of the open database, with words for what is asked. */
export type Ask = (statement: Statement, what?: string) => Promise<Answer>

/** The database of one source. Connections are opened for a piece of work, few at once, and closed behind it. */
export class Database {
  readonly driver: Driver
  readonly #context: DatabaseContext

  constructor(context: DatabaseContext) {
    this.#context = context
    this.driver = DRIVERS[context.driver]
  }

  /** Opens a connection. The caller closes it. */
  async open(): Promise<{ ask: Ask; close(): Promise<void> }> {
    assertOutsideTenant('A database of a source was asked')
    const { signal, connectionId } = this.#context
    const leave = await admitted(connectionId, signal)
    try {
      const target = await this.#target()
      const open = await this.#connected(target)
      const close = async () => {
        await open.close()
        leave()
      }
      return { ask: this.#asking(open, target), close }
    } catch (error) {
      leave()
      throw error
    }
  }

  async #connected(target: DatabaseTarget): Promise<OpenDatabase> {
    const { driver } = this
    const open = await this.#worded(target, () => driver.open(target, this.#context.signal))
    const isOwn = await this.#worded(target, () => isOwnServer(driver, open, WAITING_TIMEOUT_MS))
    if (isOwn) {
      await open.close()
      throw databaseFailure('own_server', this.#place(target))
    }
    return open
  }

  #asking(open: OpenDatabase, target: DatabaseTarget): Ask {
    const timeoutMs = this.#context.isWatched ? WAITING_TIMEOUT_MS : SYNC_TIMEOUT_MS
    return (statement, what) => this.#worded(target, () => open.ask(statement, timeoutMs), what)
  }

  async #target(): Promise<DatabaseTarget> {
    const { mode, driver, settings, access, signal } = this.#context
    return mode === 'sandbox'
      ? sandboxTarget(driver, signal)
      : liveTarget({ settings, credentials: await access.credentials() })
  }

  async #worded<Result>(target: DatabaseTarget, work: () => Promise<Result>, what?: string) {
    try {
      return await work()
    } catch (error) {
      const fault = this.#context.signal?.aborted ? 'timeout' : this.driver.faultOf(error)
      if (error instanceof VendorFailure || !fault) {
        throw error
      }
      throw databaseFailure(fault, { ...this.#place(target), what }, error)
    }
  }

  #place({ host, user, database }: DatabaseTarget): FaultPlace {
    return { server: `${this.#context.title} at ${host}`, user, database }
  }
}
