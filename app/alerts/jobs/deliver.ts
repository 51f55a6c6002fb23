import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { DELIVERY } from '../telling/announce.js'
import { deliver } from '../telling/deliver.js'

/** Tells one incident on one channel. */
export const deliverAlertJob = defineJob<{ organizationId: string; deliveryId: string }>({
  ...DELIVERY,
  queueClass: 'mail',
  groupConcurrency: 2,
  run: (job) => deliver(job, DateTime.utc()),
})
