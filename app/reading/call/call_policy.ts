import type { Format } from '#kit'
import type { Clock } from './clock.js'
import type { VendorRequest } from './http_request.js'
import type { ParsedResponse, Sorting } from './sort_failure.js'
import type { SharedLimit } from './vendor_limits.js'

export interface CallPolicy {
  title: string
  declared: Sorting['declared']
  isOk: Sorting['isOk']
  format: Exclude<Format, string>
  attempts: number
  baseMs: number
  capMs: number
  /** Budgets that a request is taken from, and that `Retry-After` closes. */
  limits: SharedLimit[]
  connectionId: string
  circuit: string
  clock: Clock
  signal?: AbortSignal
  /** Answers a request with fresh credentials, or nothing where they cannot be renewed. */
  renew?: () => Promise<VendorRequest | undefined>
  /** Hears every answer, refused ones included, with what was sent for it. */
  hear?(sent: SentRequest, response: ParsedResponse): void
  /** Reads what the vendor says is left of its quota. */
  heed(response: ParsedResponse): Promise<void>
  log(entry: CallLog): void
}

/** A request as it left, credentials included. */
export type SentRequest = Pick<VendorRequest, 'method' | 'url' | 'headers' | 'body'>

export interface CallLog {
  method: string
  url: string
  status: number | null
  milliseconds: number
  attempt: number
  outcome: string
}

/** Where one call stands. */
export interface Progress {
  request: VendorRequest
  attempt: number
  /** Attempts of it: one where the vendor failed a whole call before, and may still be down. */
  attempts: number
  waits: number
  hasRenewed: boolean
  hasFailed: boolean
}
