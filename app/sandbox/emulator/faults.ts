import type { SandboxRequest, SandboxWorld } from '#kit'

/** What can go wrong on request. Named after what the caller meets. */
export const FAULT_KINDS = [
  'too_many_requests',
  'server_error',
  'unavailable',
  'request_timeout',
  'unauthorized',
  'forbidden',
  'gone',
  'hang',
  'connection_reset',
  'truncated',
  'html_page',
  'empty_body',
  'wrong_types',
  'error_in_success',
  'drift',
  'lying_more',
  'short_page',
  'empty_page',
  'duplicate_page',
  'reordered_page',
  'repeated_token',
  'endless_pages',
  'token_expiry',
  'report_fails',
  'report_stays',
  'report_empty',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** What a vendor's asynchronous reports do instead of being done. */
export const REPORT_FAULTS: Partial<Record<FaultKind, SandboxWorld['reportFault']>> = {
  report_fails: 'fails',
  report_stays: 'stays',
  report_empty: 'empty',
}

export interface Fault {
  kind: FaultKind
  /** Part of the host, for example `googleads`. Absent: any. */
  host?: string
  /** Part of the path, for example `:search`. Absent: any of the API, none of the authorization server. */
  path?: string
  /** Part of the request body. Absent: any. */
  body?: string
  namespace?: string
  /** How often it strikes; once unless told. */
  times?: number
  /** Matching requests it lets pass first. */
  after?: number
  /** For `too_many_requests` and `unavailable`: sent as Retry-After; absent: no such header. */
  retryAfterSeconds?: number
  /** For `drift` and `wrong_types`: dotted path inside a record. */
  field?: string
  /** For `error_in_success`: what the vendor says inside the 200. */
  content?: unknown
}

interface FaultyRequest extends SandboxRequest {
  isForAuthorization: boolean
  /** Whether it asks for an asynchronous report, polls or fetches it: those have faults of their own. */
  isForReport: boolean
}

interface Queued {
  fault: Fault
  remaining: number
  skip: number
}

export class FaultQueue {
  #queue: Queued[] = []

  add(fault: Fault) {
    this.#queue.push({ fault, remaining: fault.times ?? 1, skip: fault.after ?? 0 })
  }

  /** The fault that strikes this request, if one does; it is used up by that. */
  take(request: FaultyRequest, namespace: string): Fault | undefined {
    const waiting = this.#queue.filter(({ fault }) => concerns(fault, request, namespace))
    for (const queued of waiting) {
      if (queued.skip > 0) {
        queued.skip--
      } else {
        queued.remaining--
        this.#queue = this.#queue.filter(({ remaining }) => remaining > 0)
        return queued.fault
      }
    }
    return undefined
  }

  clear(namespace?: string) {
    this.#queue = namespace ? this.#queue.filter(({ fault }) => fault.namespace !== namespace) : []
  }
}

function concerns(fault: Fault, request: FaultyRequest, namespace: string): boolean {
  const concernsReports = fault.kind.startsWith('report_')
  if (concernsReports ? !request.isForReport : request.isForAuthorization && !fault.path) {
    return false
  }
  const parts = [
    [request.host, fault.host],
    [request.path, fault.path],
    [request.body, fault.body],
  ] as const
  const isOurs = fault.namespace === undefined || fault.namespace === namespace
  return isOurs && parts.every(([whole, part]) => part === undefined || whole.includes(part))
}
