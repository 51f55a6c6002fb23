import { PgBoss } from 'pg-boss'
import { DEAD_LETTER_RETENTION_SECONDS, queueOptions, type JobDefinition } from './jobs.js'

export interface Preparation {
  jobs: JobDefinition[]
  /** Nobody works on this database: what an ended worker still claims is released at once. */
  isAlone?: boolean
}

/** Creates the queues and cron schedules. Runs as the migrator, before any process serves. */
export async function prepareQueues(connectionString: string, { jobs, isAlone }: Preparation) {
  const options = { connectionString, schema: 'pgboss', supervise: false, schedule: false }
  const boss = new PgBoss({ ...options, monitorIntervalSeconds: 1 })
  await boss.start()
  await ensureQueue(boss, 'dead_letter', {
    retentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
    deleteAfterSeconds: DEAD_LETTER_RETENTION_SECONDS,
  })
  for (const job of jobs) {
    await ensureQueue(boss, job.name, {
      ...queueOptions(job.queueClass),
      ...(job.waiting === 'onePerKey' ? { policy: 'short' } : {}),
      deadLetter: 'dead_letter',
    })
    if (job.cron) {
      await boss.schedule(job.name, job.cron, {}, { tz: 'UTC', singletonKey: job.name })
    }
  }
  await (isAlone ? releaseClaims(boss) : undefined)
  await boss.stop({ graceful: false })
}

async function ensureQueue(boss: PgBoss, name: string, options: object) {
  const existing = await boss.getQueue(name)
  if (!existing) {
    return boss.createQueue(name, options)
  }
  // The policy of a queue is fixed at its creation.
  const { policy, ...changeable } = options as { policy?: string }
  await boss.updateQueue(name, changeable)
}

/**
 * Otherwise a minute of silence passes before the queue believes that a killed worker is gone. Backdating its last
 * sign of life leaves retries, back-off and dead letters to the queue.
 */
async function releaseClaims(boss: PgBoss) {
  const db = boss.getDb()
  await db.executeSql(
    `UPDATE pgboss.job SET heartbeat_on = pgboss.job_now() - heartbeat_seconds * interval '2 seconds'
     WHERE state = 'active' AND heartbeat_seconds IS NOT NULL`
  )
  await boss.supervise()
}
