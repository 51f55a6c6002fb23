import { openVendorSession } from '#connections'
import type { SourceSession } from './sync_run.js'

export interface SessionRequest {
  organizationId: string
  connectionId: string
  correlationId: string
  pluginVersion?: string | null
  signal: AbortSignal
}

/** Opens the connection for reading. */
export function openSession(request: SessionRequest): Promise<SourceSession> {
  const { organizationId, connectionId, ...options } = request
  return openVendorSession({ id: organizationId }, connectionId, options)
}
