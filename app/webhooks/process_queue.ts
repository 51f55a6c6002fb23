import { enqueue, type TenantTransaction } from '#foundation'

/** One waiting job for each source that has deliveries: a burst makes one. */
export const PROCESS_QUEUE = { name: 'webhooks.process' }

/** One waiting job for each source whose address the vendor is to be told. */
export const REGISTER_QUEUE = { name: 'webhooks.register' }

/** Asks for a job of one source, in the same transaction. */
export async function askFor(
  queue: { name: string },
  tenant: TenantTransaction,
  connectionId: string
) {
  const { organizationId } = tenant
  const options = { within: tenant, singletonKey: connectionId, group: organizationId }
  await enqueue(queue, { organizationId, connectionId }, options)
}
