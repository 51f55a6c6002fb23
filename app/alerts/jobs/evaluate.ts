import { DateTime } from 'luxon'
import { defineJob, withTenant } from '#foundation'
import EvaluateAlerts from '../actions/evaluate_alerts.js'
import { askForAll, EVALUATION } from '../evaluation.js'

/** Judges the rules of one organization. Incidents are no numbers, so remembered answers stay good. */
export const evaluateAlertsJob = defineJob<{ organizationId: string }>({
  ...EVALUATION,
  queueClass: 'rollup',
  waiting: 'onePerKey',
  groupConcurrency: 1,
  async run(job) {
    await withTenant(
      job.payload.organizationId,
      async (tenant) => {
        await new EvaluateAlerts(tenant).execute(DateTime.utc())
        await job.completeIn(tenant)
      },
      { keepsAnswers: true }
    )
  },
})

/** Days become complete and snoozes end without a sync. */
export const askForEvaluationsJob = defineJob<Record<string, never>>({
  name: 'alerts.schedule',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/15 * * * *',
  run: () => askForAll(),
})
