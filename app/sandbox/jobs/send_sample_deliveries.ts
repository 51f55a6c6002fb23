import { defineJob } from '#foundation'
import { sendSampleDeliveries } from '../deliveries/send_sample_deliveries.js'

export const SAMPLE_DELIVERIES = 'sandbox.deliveries'

interface Payload extends Record<string, string> {
  organizationId: string
  connectionId: string
}

/** Sends what the vendor of a sandbox source would have sent in the last weeks. */
export const sendSampleDeliveriesJob = defineJob<Payload>({
  name: SAMPLE_DELIVERIES,
  queueClass: 'sync',
  waiting: 'onePerKey',
  concurrency: 1,
  run: ({ payload }) => sendSampleDeliveries(payload, new Date()),
})
