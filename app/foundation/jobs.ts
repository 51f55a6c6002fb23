import type { TenantTransaction } from './tenant.js'

/** Queue classes and their delivery promises; every option is explicit (design: trust.md, Jobs). */
const RETRIES = { retryLimit: 12, retryBackoff: true, retryDelay: 5, retryDelayMax: 3_600 }
/** What a person watches never stands still for longer than this between two tries. */
const WATCHED = { ...RETRIES, retryDelayMax: 240 }
const DAY_SECONDS = 86_400

const CLASSES = {
  sync: { ...WATCHED, expireInSeconds: 3 * 3_600, heartbeatSeconds: 60 },
  backfill: { ...WATCHED, expireInSeconds: 23 * 3_600, heartbeatSeconds: 60 },
  rollup: { ...RETRIES, expireInSeconds: 900, heartbeatSeconds: 60 },
  import: { ...WATCHED, expireInSeconds: 3 * 3_600, heartbeatSeconds: 60 },
  billing: { ...RETRIES, expireInSeconds: 900, heartbeatSeconds: 60 },
  mail: { ...RETRIES, expireInSeconds: 300, heartbeatSeconds: 60 },
  plugin: { ...RETRIES, expireInSeconds: 900, heartbeatSeconds: 60 },
  maintenance: { ...RETRIES, expireInSeconds: 900, heartbeatSeconds: 60 },
} as const

export type QueueClass = keyof typeof CLASSES

/** A dead letter waits a year for a person. */
export const DEAD_LETTER_RETENTION_SECONDS = 365 * DAY_SECONDS

export function queueOptions(queueClass: QueueClass) {
  return {
    ...CLASSES[queueClass],
    retentionSeconds: 30 * DAY_SECONDS,
    deleteAfterSeconds: 7 * DAY_SECONDS,
  }
}

/** Payloads are ids only: a job reads what it needs when it runs. */
export type JobPayload = Record<string, string | number | boolean | null>

export interface RunningJob<Payload extends JobPayload = JobPayload> {
  id: string
  payload: Payload
  /** How often it was tried before. */
  retryCount: number
  /** Aborted when the queue took the job away from this worker. */
  signal: AbortSignal
  /** Aborted when the process begins to drain: long work is put down at the next safe place. */
  stopping: AbortSignal
  /**
   * Marks the job done inside the transaction of its own effect; if the job is no longer ours the
   * transaction must not commit, so this throws.
   */
  completeIn(tenant: TenantTransaction): Promise<void>
}

export interface JobDefinition<Payload extends JobPayload = JobPayload> {
  /** Queue name, `context.verb`, for example `sync.run`. */
  name: string
  queueClass: QueueClass
  /** Jobs of one tenant that may run at once on one worker. */
  groupConcurrency?: number
  /** Jobs of this queue that one worker runs at once. */
  concurrency?: number
  /**
   * `onePerKey`: a second waiting job with the same `singletonKey` is not added (pg-boss ignores the
   * key without this). A job that already runs does not count. Fixed when the queue is created.
   */
  waiting?: 'many' | 'onePerKey'
  /** Five-field cron in UTC for jobs the clock starts. */
  cron?: string
  run(job: RunningJob<Payload>): Promise<void>
}

/** Declares a job. A job only calls an action; it holds no logic of its own. */
export function defineJob<Payload extends JobPayload>(
  definition: JobDefinition<Payload>
): JobDefinition<Payload> {
  return definition
}
