import { defineJob } from '#foundation'
import { ProcessDeliveries, type SourcePlace } from '../actions/process_deliveries.js'
import { PROCESS_QUEUE } from '../process_queue.js'

type Payload = SourcePlace & Record<string, string>

/** Works on what arrived for one source. */
export const processDeliveriesJob = defineJob<Payload>({
  ...PROCESS_QUEUE,
  queueClass: 'sync',
  waiting: 'onePerKey',
  concurrency: 4,
  groupConcurrency: 2,
  run: ({ payload }) => new ProcessDeliveries().execute(payload),
})
