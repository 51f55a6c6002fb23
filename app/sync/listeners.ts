import emitter from '@adonisjs/core/services/emitter'
import { PlanChanged } from '#billing'
import { enqueue } from '#foundation'
import { PluginChanged } from '#plugin_host'
import { followVersion } from './actions/follow_version.js'
import { runJobOf } from './engine/run_job.js'
import type { RunKind } from './run_records.js'

/** Runs that wait for a larger plan look again as soon as it may have come. */
emitter.on(PlanChanged, async ({ tenant, now }) => {
  const { organizationId } = tenant
  const { rows } = await tenant.query<{ id: string; kind: RunKind }>(
    `UPDATE sync_runs SET resume_at = $2
     WHERE organization_id = $1 AND status = 'waiting' AND error_code = 'E_PLAN_LIMIT' RETURNING id, kind`,
    [organizationId, now.toJSDate()]
  )
  for (const { id: runId, kind } of rows) {
    await enqueue(
      runJobOf(kind),
      { organizationId, runId },
      { within: tenant, group: organizationId }
    )
  }
})

/** Streams that mean something else with the new version begin anew. */
emitter.on(PluginChanged, async ({ tenant, change }) => {
  if (change.kind === 'moved') {
    await followVersion(tenant, change)
  }
})
