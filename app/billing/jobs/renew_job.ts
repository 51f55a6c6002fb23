import { DateTime } from 'luxon'
import { defineJob, withTenant } from '#foundation'
import { eachOrganization } from '#billing/actions/each_organization'
import { RenewSubscription } from '#billing/actions/renew_subscription'
import { ReportUsage } from '#billing/actions/report_usage'
import { WarnOfLimits } from '#billing/actions/warn_of_limits'

/** Soon after each hour is over: ends periods, prices and reports extra usage. */
export const renewSubscriptionsJob = defineJob({
  name: 'billing.renew',
  queueClass: 'billing',
  concurrency: 1,
  cron: '2 * * * *',
  async run() {
    await eachOrganization('a subscription could not be renewed', async (id) => {
      const now = DateTime.utc()
      await withTenant(id, (tenant) => new RenewSubscription().execute(tenant, now))
      await new ReportUsage().execute(id, now)
    })
  },
})

/** Often enough that a warning comes while it is still of use. */
export const warnOfLimitsJob = defineJob({
  name: 'billing.warn',
  queueClass: 'billing',
  concurrency: 1,
  cron: '*/10 * * * *',
  async run() {
    await eachOrganization('limits could not be looked at', (id) =>
      withTenant(id, (tenant) => new WarnOfLimits().execute(tenant, DateTime.utc()))
    )
  },
})
