import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const ROOT = new URL('../../', import.meta.url)

/** A real worker, as an installation runs it. */
export function startWorkerProcess(
  environment: Record<string, string> = {},
  flags: string[] = []
): ChildProcess {
  const loader = '--import=@poppinss/ts-exec'
  return spawn(process.execPath, [...flags, loader, 'bin/console.ts', 'worker'], {
    cwd: ROOT,
    env: { ...process.env, QD_PROCESS: 'worker', LOG_LEVEL: 'fatal', ...environment },
    stdio: ['ignore', 'ignore', process.env.FAULT_TRACE ? 'inherit' : 'ignore'],
  })
}

/** Ends a worker the hard way and waits until it is gone. */
export async function kill(worker: ChildProcess) {
  if (worker.exitCode === null && worker.signalCode === null) {
    const gone = once(worker, 'exit')
    worker.kill('SIGKILL')
    await gone
  }
}

export const isGone = (worker: ChildProcess) =>
  worker.exitCode !== null || worker.signalCode !== null

/** Waits until a condition holds; the tests below are bound by what workers do, not by a clock. */
export async function until(holds: () => Promise<boolean>, what: string, seconds = 60) {
  const end = Date.now() + seconds * 1_000
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`Waited ${seconds} s in vain until ${what}.`)
    }
    await delay(40)
  }
}

/** The job queue seen by an administrator who can let an hour pass for one organization's jobs. */
export class QueueClock {
  readonly #client = new pg.Client({ connectionString: adminUrl() })

  async open() {
    await this.#client.connect()
  }

  close() {
    return this.#client.end()
  }

  /**
   * What a minute of silence does: PostgreSQL ends transactions that a frozen process left open
   * (config/database.ts), the claims of silent workers end, and waiting jobs become due.
   */
  async letTimePass(organizationId: string) {
    await this.#client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`
    )
    await this.#client.query(
      `UPDATE pgboss.job SET state = 'retry', start_after = now()
       WHERE data ->> 'organizationId' = $1 AND state = 'active'`,
      [organizationId]
    )
    await this.#client.query(
      `UPDATE pgboss.job SET start_after = now()
       WHERE data ->> 'organizationId' = $1 AND state IN ('created', 'retry') AND start_after > now()`,
      [organizationId]
    )
  }

  /** Jobs by state, of one organization. */
  async jobs(organizationId: string): Promise<{ name: string; state: string; count: number }[]> {
    const { rows } = await this.#client.query(
      `SELECT name, state::text AS state, count(*)::int AS count FROM pgboss.job
       WHERE data ->> 'organizationId' = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      [organizationId]
    )
    return rows
  }
}

/** Ending the sessions of others takes a superuser. */
function adminUrl(): string {
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = new URL(process.env.DB_APP_URL!).pathname
  return url.href
}
