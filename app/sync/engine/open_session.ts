import { ProgrammingError } from '#foundation'
import type { SourceSession } from './source.js'

export interface SessionRequest {
  organizationId: string
  connectionId: string
  correlationId: string
  signal: AbortSignal
}

/** Opens the connection for reading. */
export async function openSession(request: SessionRequest): Promise<SourceSession> {
  throw new ProgrammingError(`No vendor session for ${request.connectionId}.`)
}
