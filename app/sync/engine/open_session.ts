import { openVendorSession } from '#connections'
import type { SourceSession } from './sync_run.js'

export interface SessionRequest {
  organizationId: string
  connectionId: string
  correlationId: string
  signal: AbortSignal
}

/** Opens the connection for reading. */
export function openSession(request: SessionRequest): Promise<SourceSession> {
  const { organizationId, connectionId, correlationId, signal } = request
  return openVendorSession({ id: organizationId }, connectionId, { correlationId, signal })
}
