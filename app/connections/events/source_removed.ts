import type { TenantTransaction } from '#foundation'

export type RemovalHandler = (tenant: TenantTransaction, connectionId: string) => Promise<void>

/** Asks vendors, so no transaction is open; the source still has its credentials. What fails here stops no removal. */
export type LeavingHandler = (place: {
  organizationId: string
  connectionId: string
}) => Promise<void>

const handlers: RemovalHandler[] = []
const leaving: LeavingHandler[] = []

/**
 * News upward: contexts above that keep rows of a source say here how they let them go. Called inside the
 * transaction of the removal, so that a source is gone completely or not at all.
 */
export function onSourceRemoved(handler: RemovalHandler, before?: LeavingHandler): void {
  handlers.push(handler)
  if (before) {
    leaving.push(before)
  }
}

export const leavingHandlers = (): readonly LeavingHandler[] => leaving

export function removalHandlers(): readonly RemovalHandler[] {
  return handlers
}
