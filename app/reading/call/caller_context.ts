import type { CompiledConnector } from '../map/compile_connector.js'
import type { Access } from './access.js'
import type { SentRequest } from './call_policy.js'
import type { Clock } from './clock.js'
import type { ParsedResponse } from './sort_failure.js'

export interface CallerContext {
  connectionId: string
  mode: 'live' | 'sandbox'
  authName: string
  connector: CompiledConnector
  access: Access
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  clock?: Clock
  correlationId: string
  signal?: AbortSignal
  witness?: Witness
}

/** One request of a connector and its answer. */
export interface HeardExchange {
  /** The call as it is declared. */
  endpoint: string
  sent: SentRequest
  answer: ParsedResponse
}

/** Who looks on while a connection is read: an author who records it. Hears secrets; what it hands on must not hold them. */
export interface Witness {
  heard(exchange: HeardExchange): void
  /** The values by field that requests are signed with. */
  opens(secrets: Record<string, string>[]): void
}
