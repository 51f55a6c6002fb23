import { sendingBoss } from './job_queue.js'

/** Kept here: a name of pg-boss for what waits for a person after its last retry. */
const DEAD_LETTERS = 'dead_letter'
const MOST_JOBS = 200

export interface QueueState {
  name: string
  /** Ready to be carried out now. */
  waiting: number
  /** To be carried out later: retries with back-off, and what is scheduled. */
  later: number
  active: number
  failed: number
  deadLetters: number
  /** How long the oldest ready job has waited. */
  oldestSeconds: number | null
}

export type JobState = 'waiting' | 'active' | 'failed' | 'dead'

export interface MonitoredJob {
  id: string
  queue: string
  state: JobState
  organizationId: string | null
  retries: number
  createdAt: Date
  startedAt: Date | null
  /** When it will be tried next, where that is later. */
  startsAt: Date
  /** What the last try ended with, as the error said it. */
  error: string | null
}

const COUNTS = `
  SELECT coalesce(source_name, name) AS name,
    (count(*) FILTER (WHERE state IN ('created', 'retry') AND name <> $1 AND start_after <= now()))::int AS waiting,
    (count(*) FILTER (WHERE state IN ('created', 'retry') AND name <> $1 AND start_after > now()))::int AS later,
    (count(*) FILTER (WHERE state = 'active'))::int AS active,
    (count(*) FILTER (WHERE state = 'failed' AND name <> $1))::int AS failed,
    (count(*) FILTER (WHERE state IN ('created', 'retry') AND name = $1))::int AS "deadLetters",
    extract(epoch FROM now() - min(start_after) FILTER (
      WHERE state IN ('created', 'retry') AND name <> $1 AND start_after <= now()))::int AS "oldestSeconds"
  FROM pgboss.job WHERE name NOT LIKE '\\_\\_%' GROUP BY 1 ORDER BY 1`

/** What each state means in the queue's own table. */
const STATES: Record<JobState, string> = {
  waiting: `state IN ('created', 'retry') AND name <> '${DEAD_LETTERS}'`,
  active: `state = 'active'`,
  failed: `state = 'failed' AND name <> '${DEAD_LETTERS}'`,
  dead: `state IN ('created', 'retry') AND name = '${DEAD_LETTERS}'`,
}

const jobsIn = (state: JobState) => `
  SELECT id, coalesce(source_name, name) AS queue, '${state}' AS state, data->>'organizationId' AS "organizationId",
    coalesce(source_retry_count, retry_count) AS retries, coalesce(source_created_on, created_on) AS "createdAt",
    started_on AS "startedAt", start_after AS "startsAt",
    coalesce(output->>'message', output->'value'->>'message', source_output->>'message') AS error
  FROM pgboss.job WHERE ${STATES[state]} AND ($1::text IS NULL OR coalesce(source_name, name) = $1)
  ORDER BY created_on DESC LIMIT ${MOST_JOBS}`

async function read<Row>(text: string, values: unknown[]): Promise<Row[]> {
  const boss = await sendingBoss()
  const { rows } = await boss.getDb().executeSql(text, values)
  return rows as Row[]
}

/**
 * The queues as whoever runs the installation sees and steers them. Jobs of all organizations: for operators only. Payloads
 * hold ids and nothing else, and are not shown.
 */
export const jobMonitor = {
  /** Every queue that has jobs, by name. */
  queues: () => read<QueueState>(COUNTS, [DEAD_LETTERS]),

  /** The newest 200 jobs in a state, of one queue or of all. */
  jobs: (state: JobState, queue: string | null) => read<MonitoredJob>(jobsIn(state), [queue]),

  /** Tries a failed job again, or puts a dead letter back into the queue that it came from. Answers whether it was there. */
  async retry({ id, queue, state }: Pick<MonitoredJob, 'id' | 'queue' | 'state'>) {
    const boss = await sendingBoss()
    if (state === 'dead') {
      return (await boss.redrive(DEAD_LETTERS, { ids: [id] })) > 0
    }
    return isDone(await boss.retry(queue, id))
  },

  /** Ends a job that waits or runs; a dead letter is removed. A running one is told at its next sign of life. */
  async cancel({ id, queue, state }: Pick<MonitoredJob, 'id' | 'queue' | 'state'>) {
    const boss = await sendingBoss()
    return isDone(
      state === 'dead' ? await boss.deleteJob(DEAD_LETTERS, id) : await boss.cancel(queue, id)
    )
  },
}

const isDone = (answer: object) => (answer as { affected?: number }).affected === 1
