import { defineJob } from '#foundation'
import { RegisterEndpoint, type EndpointPlace } from '../actions/register_endpoint.js'
import { REGISTER_QUEUE } from '../process_queue.js'

type Payload = EndpointPlace & Record<string, string>

/** Registers the address of one source with its vendor; comes back after a passing failure. */
export const registerEndpointJob = defineJob<Payload>({
  ...REGISTER_QUEUE,
  queueClass: 'sync',
  waiting: 'onePerKey',
  concurrency: 2,
  run: ({ payload }) => new RegisterEndpoint().execute(payload, new Date()),
})
