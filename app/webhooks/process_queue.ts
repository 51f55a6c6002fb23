/** One waiting job for each source that has deliveries: a burst makes one. */
export const PROCESS_QUEUE = { name: 'webhooks.process' }
