import { defineJob } from '#foundation'
import { CleanUpDeliveries } from '../actions/clean_up_deliveries.js'

/** Removes deliveries that are no longer kept, at night. */
export const cleanUpDeliveriesJob = defineJob({
  name: 'webhooks.clean_up',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '37 3 * * *',
  async run() {
    await new CleanUpDeliveries().execute(new Date())
  },
})
