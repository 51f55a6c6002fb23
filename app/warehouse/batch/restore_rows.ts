import type { TenantTransaction } from '#foundation'
import type { StreamSummary } from '../types.js'
import { dayGroups, type DayOfRows } from './day_groups.js'
import { keptNumbers } from './fact_statement.js'
import type { RunInStream } from './take_rows.js'

/** What the run wrote, changed, took away, or kept away by replacing the days. */
const TOUCHED = `
  u.organization_id = $1 AND u.stream_id = $2 AND (u.run_id = $3 OR u.previous_run_id = $3
    OR EXISTS (SELECT 1 FROM replacements p
               WHERE p.organization_id = $1 AND p.stream_id = $2 AND p.run_id = $3
                 AND u.day BETWEEN p.first_day AND p.last_day))`

const DAYS = `
  SELECT u.day::text AS day, count(*)::int AS count FROM fact_revisions u
  WHERE ${TOUCHED} GROUP BY u.day ORDER BY u.day`

/**
 * Fills the gaps that an undone run leaves, as if the run had never been. Of each entity that has no row now
 * the last word counts that a run said which is not undone, unless a later replacement covers its day that is
 * not undone either: then it stays away, whatever was said before it.
 */
export async function restoreRows(
  tenant: TenantTransaction,
  { stream, runId, now }: RunInStream
): Promise<{ restored: number; days: string[] }> {
  const key = [tenant.organizationId, stream.id, runId]
  const { rows } = await tenant.query<DayOfRows>(DAYS, key)
  const restored: string[] = []
  for (const days of dayGroups(rows)) {
    const put = await tenant.query<{ day: string }>(restoreStatement(stream), [...key, now, days])
    restored.push(...put.rows.map(({ day }) => day))
  }
  return { restored: restored.length, days: [...new Set(restored)] }
}

/**
 * A row that was put back begins at the moment of the undoing, for reports about the past. The moment at
 * which its run said it is that of its other states.
 */
const SAID_AT = `
  coalesce(max(s.synced_at) FILTER (WHERE NOT s.is_put_back) OVER run, min(s.synced_at) OVER run)`

const isStanding = (run: string) =>
  `NOT EXISTS (SELECT 1 FROM undone_runs x WHERE x.organization_id = $1 AND x.run_id = ${run})`

function restoreStatement(stream: StreamSummary): string {
  const numbers = keptNumbers('n', stream.slots.length)
  return `
    WITH ${lastWords(stream)}, uncovered AS (
      SELECT n.* FROM newest n
      WHERE NOT EXISTS (SELECT 1 FROM replacements p
                        WHERE p.organization_id = $1 AND p.stream_id = $2 AND p.run_id <> n.previous_run_id
                          AND p.replaced_at > n.said_at AND n.day BETWEEN p.first_day AND p.last_day
                          AND ${isStanding('p.run_id')})
    ), placed AS (
      INSERT INTO fact_places (organization_id, stream_id, entity_id, day, breakdown_id)
      SELECT $1, $2, n.entity_id, n.day, n.breakdown_id FROM uncovered n WHERE ${stream.mode === 'event'}
    )
    INSERT INTO facts (organization_id, stream_id, day, entity_id, breakdown_id, run_id, first_synced_at,
      synced_at, currency, ${numbers.names})
    SELECT $1, $2, n.day, n.entity_id, n.breakdown_id, n.previous_run_id, n.first_synced_at,
      $4, n.currency, ${numbers.values}
    FROM uncovered n
    RETURNING day::text AS day`
}

/** Of every touched entity without a row, the newest state that a run brought which is not undone. */
function lastWords({ mode }: StreamSummary): string {
  const names = mode === 'event' ? ['entity_id'] : ['day', 'entity_id', 'breakdown_id']
  const of = (alias: string) => names.map((name) => `${alias}.${name}`).join(', ')
  const same = (left: string, right: string) =>
    names.map((name) => `${left}.${name} = ${right}.${name}`).join(' AND ')
  return `touched AS (
      SELECT DISTINCT ${of('u')} FROM fact_revisions u WHERE ${TOUCHED} AND u.day = ANY($5::date[])
    ), missing AS (
      SELECT t.* FROM touched t
      WHERE NOT EXISTS (SELECT 1 FROM ${mode === 'event' ? 'fact_places' : 'facts'} f
                        WHERE f.organization_id = $1 AND f.stream_id = $2 AND ${same('f', 't')})
    ), said AS (
      SELECT r.*, EXISTS (SELECT 1 FROM undone_runs x
                          WHERE x.organization_id = $1 AND x.undone_at = r.synced_at) AS is_put_back
      FROM missing m JOIN fact_revisions r
        ON r.organization_id = $1 AND r.stream_id = $2 AND ${same('r', 'm')}
      WHERE ${isStanding('r.previous_run_id')}
    ), newest AS (
      SELECT DISTINCT ON (${of('s')}) s.* FROM (
        SELECT s.*, ${SAID_AT} AS said_at FROM said s
        WINDOW run AS (PARTITION BY ${of('s')}, s.previous_run_id)
      ) s
      ORDER BY ${of('s')}, s.said_at DESC, s.synced_at DESC
    )`
}
