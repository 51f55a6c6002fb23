import { PgBoss } from 'pg-boss'
import type { TenantTransaction } from '#foundation'
import type { JobDefinition, JobPayload } from '#foundation/jobs'

/** Runs everything that waits in a job's queue, as a worker would, and answers how many there were. */
export async function runWaiting(job: JobDefinition): Promise<number> {
  const boss = new PgBoss({
    connectionString: process.env.DB_WORKER_URL!,
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  const waiting = await boss.fetch<JobPayload>(job.name, { batchSize: 100 })
  for (const { id, data } of waiting) {
    const completeIn = async (tenant: TenantTransaction) => {
      const db = { executeSql: (text: string, values?: unknown[]) => tenant.query(text, values) }
      await boss.complete(job.name, id, null, { db })
    }
    const { signal } = new AbortController()
    await job.run({ id, payload: data, retryCount: 0, signal, stopping: signal, completeIn })
    await boss.complete(job.name, id)
  }
  await boss.stop({ graceful: false })
  return waiting.length
}
