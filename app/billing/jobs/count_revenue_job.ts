import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { countRevenue } from '#billing/revenue/count_revenue'

/** Soon after midnight, of the day that has ended. */
export const countRevenueJob = defineJob({
  name: 'billing.count_revenue',
  queueClass: 'billing',
  concurrency: 1,
  cron: '7 0 * * *',
  async run() {
    await countRevenue(DateTime.utc().minus({ days: 1 }).startOf('day'))
  },
})
