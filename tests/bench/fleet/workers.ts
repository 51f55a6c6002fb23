import env from '#start/env'
import { PgBoss } from 'pg-boss'
import type { TenantTransaction } from '#foundation'
import type { RunningJob } from '#foundation/jobs'
import { openVendorSession } from '#connections'
import RunSync from '#sync/actions/run_sync'
import type { SessionRequest } from '#sync/engine/open_session'
import { rollUpJob } from '#sync/jobs/roll_up'
import { runSyncJob } from '#sync/jobs/run_sync'
import type { CompressedClock } from './compressed_clock.js'

const WORKERS = 2
/** A vendor's usual answer. */
const LATENCY_MS = 300

type Work = (job: RunningJob<never>) => Promise<void>

interface Queue {
  name: string
  slots: number
  groupConcurrency?: number
  run: Work
}

/** Two workers with the slots of the product's queues, on the queue of the product, under a clock that jumps. */
export class FleetWorkers {
  busy = 0
  failures = 0
  #boss = new PgBoss({
    connectionString: env.get('DB_WORKER_URL'),
    ...{ schema: 'pgboss', migrate: false, createSchema: false, supervise: false, schedule: false },
    max: 4,
  })
  #isOver = false
  #idle: (() => void)[] = []

  constructor(private readonly clock: CompressedClock) {}

  async start(): Promise<() => Promise<void>> {
    await this.#boss.start()
    const slots = this.#queues().flatMap((queue) =>
      Array.from({ length: queue.slots * WORKERS }, () => this.#slot(queue))
    )
    return async () => {
      this.#isOver = true
      this.look()
      await Promise.all(slots)
      await this.#boss.stop({ graceful: false })
    }
  }

  /** Idle slots look for work. */
  look() {
    this.#idle.splice(0).forEach((wake) => wake())
  }

  #queues(): Queue[] {
    const { clock } = this
    const openSession = async (request: SessionRequest) => {
      const { organizationId: id, connectionId, ...options } = request
      const session = await openVendorSession({ id }, connectionId, { ...options, clock })
      return { ...session, read: this.#slowly(session.read) }
    }
    const sync = new RunSync({ openSession, now: clock.now })
    const { concurrency = 2, groupConcurrency } = runSyncJob
    return [
      {
        name: runSyncJob.name,
        slots: concurrency,
        groupConcurrency,
        run: (job) => sync.execute(job),
      },
      { name: rollUpJob.name, slots: 1, groupConcurrency: 1, run: rollUpJob.run },
    ]
  }

  #slowly(read: Awaited<ReturnType<typeof openVendorSession>>['read']): typeof read {
    const { clock } = this
    return async function* slowly(...asked) {
      for await (const page of read(...asked)) {
        await clock.sleep(LATENCY_MS)
        yield page
      }
    }
  }

  async #slot({ name, groupConcurrency, run }: Queue) {
    while (!this.#isOver) {
      this.busy += 1
      const [entry] = await this.#boss.fetch<never>(name, { groupConcurrency } as object)
      if (entry) {
        await this.#carryOut(name, entry, run)
        this.look()
      }
      this.busy -= 1
      if (!entry && !this.#isOver) {
        await new Promise<void>((resolve) => this.#idle.push(resolve))
      }
    }
  }

  async #carryOut(
    name: string,
    entry: { id: string; data: never; retryCount?: number },
    run: Work
  ) {
    const attempt = { id: entry.id, retryCount: entry.retryCount ?? 0 }
    const never = new AbortController().signal
    const settle = (tenant: TenantTransaction) => ({
      db: { executeSql: (text: string, values?: unknown[]) => tenant.query(text, values) },
    })
    const job = { ...attempt, payload: entry.data, signal: never, stopping: never }
    try {
      await run({
        ...job,
        completeIn: async (tenant) =>
          void (await this.#boss.complete(name, attempt, null, settle(tenant))),
      })
      await this.#boss.complete(name, attempt)
    } catch (error) {
      this.failures += 1
      await this.#boss.fail(name, attempt, { message: String(error) })
    }
  }
}
