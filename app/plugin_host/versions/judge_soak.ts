import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type PluginUpgrade from '../models/plugin_upgrade.js'
import type { Outcome } from './moving.js'

/** How long a new version is watched. */
const SOAK_HOURS = 24
/** What the version before is compared with. */
const BEFORE_DAYS = 7
/** Fewer ended syncs say nothing. */
const LEAST_RUNS = 3
const MOST_FAILED_SHARE = 0.5

/**
 * Whether syncs fail since the new version, as they did not before. A vendor that is away or wants a new sign-in is not the
 * fault of a version, so only failures that repeating does not end are counted.
 */
export async function judgeSoak(
  tenant: TenantTransaction,
  { pluginId, toVersion, movedAt }: PluginUpgrade,
  now: DateTime
): Promise<Outcome> {
  const moved = movedAt!
  const after = await endedRuns(tenant, { pluginId, from: moved, to: now })
  const before = await endedRuns(tenant, {
    ...{ pluginId, to: moved },
    from: moved.minus({ days: BEFORE_DAYS }),
  })
  if (isFailing(after) && !isFailing(before)) {
    const { failed, ended } = after
    const reason = `${failed} of ${ended} syncs failed with version ${toVersion}, so the version before was restored.`
    return { then: 'return', reason }
  }
  return { then: now < moved.plus({ hours: SOAK_HOURS }) ? 'watch' : 'done' }
}

interface Runs {
  ended: number
  failed: number
}

const isFailing = ({ ended, failed }: Runs) =>
  ended >= LEAST_RUNS && failed / ended >= MOST_FAILED_SHARE

async function endedRuns(
  tenant: TenantTransaction,
  { pluginId, from, to }: { pluginId: string; from: DateTime; to: DateTime }
): Promise<Runs> {
  const { rows } = await tenant.query<Runs>(
    `SELECT count(*)::int AS ended,
       count(*) FILTER (WHERE r.status = 'failed' AND r.error_kind IN ('permanent', 'configuration'))::int AS failed
     FROM sync_runs r JOIN connections c ON c.organization_id = $1 AND c.id = r.connection_id
     WHERE r.organization_id = $1 AND c.plugin_id = $2 AND r.started_at >= $3 AND r.finished_at <= $4
       AND r.status IN ('succeeded', 'partial', 'failed')`,
    [tenant.organizationId, pluginId, from.toJSDate(), to.toJSDate()]
  )
  return rows[0]
}
