import type { TenantTransaction } from '#foundation'

export type RemovalHandler = (tenant: TenantTransaction, connectionId: string) => Promise<void>

const handlers: RemovalHandler[] = []

/**
 * News upward: contexts above that keep rows of a source say here how they let them go. Called inside the
 * transaction of the removal, so that a source is gone completely or not at all.
 */
export function onSourceRemoved(handler: RemovalHandler): void {
  handlers.push(handler)
}

export function removalHandlers(): readonly RemovalHandler[] {
  return handlers
}
