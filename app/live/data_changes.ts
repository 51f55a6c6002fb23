import { setTimeout as delay } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import pg from 'pg'
import { DATA_CHANGED } from '#shared/data_changed'
import env from '#start/env'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000

export interface Hearing {
  /** The data of the organization is another one now. */
  onChange: (organizationId: string) => void
  /** Nothing was heard for a while, so anything may have changed. */
  onGap: () => void
}

/** The one connection over which this process hears of every commit that changed data, made anew when it breaks. */
export class DataChanges {
  #client: pg.Client | undefined
  #isClosed = false

  constructor(private readonly hearing: Hearing) {}

  async open() {
    const client = new pg.Client({ connectionString: env.get('DB_APP_URL'), keepAlive: true })
    client.on('notification', ({ payload }) => this.hearing.onChange(payload!))
    client.on('error', (error) => logger.warn({ err: error }, 'live events: connection broke'))
    client.once('end', () => void this.#again(client))
    this.#client = client
    await client.connect()
    await client.query(`LISTEN ${DATA_CHANGED}`)
  }

  async close() {
    this.#isClosed = true
    await this.#client?.end()
  }

  async #again(broken: pg.Client) {
    for (let waitMs = FIRST_WAIT_MS; !this.#isClosed && this.#client === broken; waitMs *= 2) {
      await delay(Math.min(waitMs, LONGEST_WAIT_MS), undefined, { ref: false })
      await this.#tryAgain()
    }
  }

  async #tryAgain() {
    if (this.#isClosed) {
      return
    }
    const before = this.#client
    try {
      await this.open()
      this.hearing.onGap()
    } catch (error) {
      this.#client = before
      logger.warn({ err: error }, 'live events: no connection to the database')
    }
  }
}
