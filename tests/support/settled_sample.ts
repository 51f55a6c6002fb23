import pg from 'pg'
import { environmentOf, type RunningLauncher } from './running_launcher.js'
import { until } from './worker_processes.js'

/** As long as nothing may hang (sweeping, resuming, reading). */
const SETTLING_SECONDS = 300

export interface SampleSource {
  slug: string
  state: string
  /** Of its newest run. */
  status: string
  first: string | null
  last: string | null
  days: number
  /** Facts of days that no longer change, and a sum over them. */
  facts: number
  sum: number
}

export interface SettledSample {
  sources: SampleSource[]
  imports: string[]
  widgets: number
  members: number
  /** Uploads, jobs or runs that are still on their way. */
  unfinished: number
}

/** Waits until nothing of an installation is on its way any more, and answers what its sample organization holds. */
export async function settledSample(launcher: RunningLauncher): Promise<SettledSample> {
  const client = new pg.Client({
    connectionString: environmentOf(launcher.members().web).DB_APP_URL,
  })
  await client.connect()
  try {
    let sample = await sampleIn(client)
    const settles = async () => {
      sample = await sampleIn(client)
      return sample.unfinished === 0
    }
    await until(settles, 'everything has settled', SETTLING_SECONDS).catch((error) => {
      throw new Error(`${error.message} ${JSON.stringify(sample)}`)
    })
    return sample
  } finally {
    await client.end()
  }
}

async function sampleIn(client: pg.Client): Promise<SettledSample> {
  const { rows } = await client.query(`SELECT id FROM organizations WHERE slug = 'harbor-coffee'`)
  await client.query(`SELECT set_config('app.organization_id', $1, false)`, [rows[0].id])
  const one = async <Row>(sql: string) => {
    const answer = await client.query<Row & pg.QueryResultRow>(sql)
    return answer.rows
  }
  const [counts] = await one<{ widgets: number; members: number; unfinished: number }>(COUNTS)
  const imports = await one<{ state: string }>('SELECT state FROM imports ORDER BY created_at')
  return {
    ...counts,
    imports: imports.map(({ state }) => state),
    sources: await one<SampleSource>(SOURCES),
  }
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM dashboard_widgets) AS widgets,
    (SELECT count(*)::int FROM memberships) AS members,
    ((SELECT count(*) FROM sync_runs WHERE status IN ('queued', 'running', 'waiting'))
     + (SELECT count(*) FROM imports WHERE state NOT IN ('finished', 'failed', 'undone'))
     + (SELECT count(*) FROM connections WHERE state = 'pending'))::int AS unfinished`

const SOURCES = `
  SELECT c.slug, c.state, f.first::text, f.last::text, coalesce(f.days, 0)::int AS days,
    coalesce(f.facts, 0)::int AS facts, coalesce(f.sum, 0)::float8 AS sum,
    (SELECT r.status FROM sync_runs r WHERE r.connection_id = c.id ORDER BY r.queued_at DESC LIMIT 1) AS status
  FROM connections c
  LEFT JOIN (
    SELECT s.connection_id, min(f.day) AS first, max(f.day) AS last, count(DISTINCT f.day) AS days,
      count(*) FILTER (WHERE f.day < current_date - 40) AS facts,
      round(sum(f.m00) FILTER (WHERE f.day < current_date - 40)) AS sum
    FROM facts f JOIN source_streams s ON s.id = f.stream_id GROUP BY s.connection_id
  ) f ON f.connection_id = c.id
  ORDER BY c.slug`
