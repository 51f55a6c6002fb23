import env from '#start/env'
import logger from '@adonisjs/core/services/logger'
import { PgBoss } from 'pg-boss'
import type { JobDefinition, JobPayload, RunningJob } from './jobs.js'
import { ProgrammingError } from './errors.js'
import { complain } from './job_complaints.js'
import type { TenantTransaction } from './tenant.js'

export interface EnqueueOptions {
  /** Enqueue in this transaction: the job exists if and only if the transaction commits. */
  within?: TenantTransaction
  startAfter?: Date
  /** At most one waiting job per key. */
  singletonKey?: string
  /** The tenant, for fairness between tenants. */
  group?: string
  priority?: number
}

/** A job by its name, where naming its definition would close a circle of imports. */
export interface JobReference {
  name: string
}

let sender: PgBoss | undefined
let worker: PgBoss | undefined
let draining = new AbortController()

/** A connection that only sends: web requests, commands and tests. */
export async function sendingBoss(): Promise<PgBoss> {
  if (worker) {
    return worker
  }
  if (!sender) {
    sender = new PgBoss({ ...baseOptions(), max: 2, supervise: false, schedule: false })
    sender.on('error', complain)
    await sender.start()
  }
  return sender
}

function baseOptions() {
  const connectionString =
    process.env.QD_PROCESS === 'worker' ? env.get('DB_WORKER_URL') : env.get('DB_APP_URL')
  return { connectionString, schema: 'pgboss', migrate: false, createSchema: false }
}

/** Adds a job. With `within` it becomes part of the caller's transaction. Returns its id. */
export async function enqueue<Payload extends JobPayload>(
  job: JobDefinition<Payload> | JobReference,
  payload: Payload,
  options: EnqueueOptions = {}
): Promise<string | null> {
  const boss = await sendingBoss()
  const { within, group, ...rest } = options
  return boss.send(job.name, payload, {
    ...rest,
    ...(group ? { group: { id: group } } : {}),
    ...(within ? { db: databaseOf(within) } : {}),
  })
}

/**
 * Starts working on every given queue. Returns a function that drains and stops. A command that helps out for a
 * while leaves the clock to the workers.
 */
export async function startWorker(
  jobs: JobDefinition[],
  { isHelper = false } = {}
): Promise<() => Promise<void>> {
  worker = new PgBoss({ ...baseOptions(), max: 6, schedule: !isHelper })
  draining = new AbortController()
  worker.on('error', complain)
  await worker.start()
  for (const job of jobs) {
    await workOn(worker, job)
  }
  return async () => {
    const stopping = worker
    worker = undefined
    draining.abort()
    await stopping?.stop({ graceful: true, timeout: 25_000 })
  }
}

async function workOn(boss: PgBoss, job: JobDefinition) {
  const options = {
    pollingIntervalSeconds: 0.5,
    localConcurrency: job.concurrency ?? 2,
    groupConcurrency: job.groupConcurrency,
    heartbeatRefreshSeconds: 15,
  }
  await boss.work<JobPayload>(job.name, options as object, async ([entry]) => {
    try {
      await job.run(runningJob(boss, job.name, entry as never))
    } catch (error) {
      logger.error({ err: error, queue: job.name, job: entry.id }, 'job failed')
      throw error
    }
  })
}

interface BossEntry {
  id: string
  data: JobPayload
  retryCount: number
  signal: AbortSignal
}

function runningJob(boss: PgBoss, queue: string, entry: BossEntry): RunningJob {
  return {
    id: entry.id,
    payload: entry.data ?? {},
    retryCount: entry.retryCount,
    signal: entry.signal,
    stopping: draining.signal,
    async completeIn(tenant) {
      // With the attempt, not only the id: a worker that was frozen while another one took the job
      // over holds an older attempt, and its completion touches nothing.
      const attempt = { id: entry.id, retryCount: entry.retryCount }
      const answer: { affected?: number } = await boss.complete(queue, attempt, null, {
        db: databaseOf(tenant),
      })
      if (answer.affected !== 1) {
        throw new ProgrammingError(`Job ${queue}/${entry.id} is no longer held by this worker.`)
      }
    },
  }
}

/**
 * Runs what is due on one queue in this process and answers how many jobs that was. For tests and
 * for commands that must not end before their jobs have; a job that throws is failed for a retry.
 */
export async function drainQueue(job: JobDefinition, limit = 100): Promise<number> {
  const boss = await sendingBoss()
  for (let count = 0; count < limit; count++) {
    const [entry] = await boss.fetch<JobPayload>(job.name)
    if (!entry) {
      return count
    }
    await settle(boss, job, { ...entry, signal: new AbortController().signal })
  }
  return limit
}

async function settle(boss: PgBoss, job: JobDefinition, entry: BossEntry) {
  const attempt = { id: entry.id, retryCount: entry.retryCount }
  try {
    await job.run(runningJob(boss, job.name, entry))
  } catch (error) {
    await boss.fail(job.name, attempt, { message: String(error) })
    throw error
  }
  await boss.complete(job.name, attempt)
}

/** Closes the sending connection, at shutdown. */
export async function closeQueue() {
  await sender?.stop({ graceful: false })
  sender = undefined
}

function databaseOf(tenant: TenantTransaction) {
  return { executeSql: (text: string, values?: unknown[]) => tenant.query(text, values) }
}
