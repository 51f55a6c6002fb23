import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import ClaimDueSyncs from '#sync/actions/claim_due_syncs'
import { adminUrl } from '../surroundings.js'
import { type CompressedClock } from './compressed_clock.js'
import { FAILING, type FleetVendors } from './vendors.js'
import { FleetWorkers } from './workers.js'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** The queue takes its time from a function of its own, which here is ahead of the clock on the wall. */
const QUEUE_CLOCK = `
  CREATE TABLE pgboss.ahead (milliseconds double precision NOT NULL);
  INSERT INTO pgboss.ahead VALUES (0);
  GRANT SELECT ON pgboss.ahead TO PUBLIC;
  CREATE OR REPLACE FUNCTION pgboss.job_now() RETURNS timestamptz LANGUAGE sql STABLE
    AS $$ SELECT now() + milliseconds * interval '1 millisecond' FROM pgboss.ahead $$`

export interface SimulatedDay {
  from: number
  half: number
  to: number
  failures: number
}

/** What is due runs on the workers; when all of them wait, the clock jumps to whatever comes next. */
export class Simulation {
  readonly workers: FleetWorkers
  readonly #admin = new pg.Client({ connectionString: adminUrl() })
  #nextTick = 0
  #end!: () => Promise<void>

  constructor(readonly clock: CompressedClock) {
    this.workers = new FleetWorkers(clock)
  }

  async start() {
    await this.#admin.connect()
    await this.#admin.query(QUEUE_CLOCK)
    this.#end = await this.workers.start()
  }

  /** In the second half of it, one vendor is down. */
  async day(hours: number, vendors: FleetVendors): Promise<SimulatedDay> {
    const from = this.#now
    const [half, to] = [from + (hours / 2) * HOUR_MS, from + hours * HOUR_MS]
    await this.#until(() => {
      vendors.failing = this.#now < half ? null : FAILING
      return this.#now >= to
    })
    vendors.failing = null
    return { from, half, to, failures: this.workers.failures }
  }

  /** Everything is due at once, as after a night without workers. Answers the real seconds that were not waited. */
  async catchUp(): Promise<number> {
    await this.#admin.query('UPDATE sync_schedule SET next_sync_at = $1', [this.clock.now()])
    this.#nextTick = 0
    const started = performance.now()
    const deadline = this.#now + HOUR_MS / 2
    await this.#until(() => this.#now > deadline)
    return (performance.now() - started) / 1_000
  }

  async query<Row>(text: string): Promise<Row[]> {
    const { rows } = await this.#admin.query(text)
    return rows
  }

  async stop() {
    const waking = setInterval(() => {
      this.clock.jumpTo(this.clock.nextWake)
      this.clock.wakeDue()
    }, 5)
    await this.#end()
    clearInterval(waking)
    await this.#admin.end()
  }

  get #now() {
    return this.clock.now().getTime()
  }

  async #until(isOver: () => boolean) {
    while (!isOver()) {
      if (this.#now >= this.#nextTick) {
        this.#nextTick = this.#now + MINUTE_MS
        await new ClaimDueSyncs().execute(this.clock.now())
        this.workers.look()
      }
      await wait(1)
      if (this.workers.busy <= this.clock.sleeping) {
        await this.#jump(Math.min(this.#nextTick, this.clock.nextWake))
      }
      this.clock.wakeDue()
    }
  }

  async #jump(moment: number) {
    this.clock.jumpTo(moment)
    await this.#admin.query('UPDATE pgboss.ahead SET milliseconds = $1', [this.clock.aheadMs])
    this.clock.wakeDue()
    this.workers.look()
  }
}
