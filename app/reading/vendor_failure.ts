import { Refusal } from '#foundation'
import type { ErrorAction, ErrorKind } from '#kit'

export interface FailureDetail {
  kind: ErrorKind
  action: ErrorAction
  /** `E_…` */
  code: string
  /** What happened and what to do, for the person. */
  message: string
  retryAfterSeconds?: number
  /** The vendor said that all tenants together called too often. */
  isApp?: boolean
  cause?: unknown
}

/**
 * A vendor call that did not succeed after everything that could be done about it was done. `kind` is what a
 * person sees; `action` is what is left for the caller: `skip` this part, `narrow` the window, `reconnect`,
 * come back after `retryAfterSeconds` (`retry`, `rateLimited`), or `fail`.
 */
export class VendorFailure extends Refusal {
  readonly kind: ErrorKind
  readonly action: ErrorAction
  declare code: string
  readonly retryAfterSeconds?: number

  constructor({ kind, action, code, message, retryAfterSeconds, cause }: FailureDetail) {
    super({ code, status: 422, message, detail: { kind } })
    this.kind = kind
    this.action = action
    this.retryAfterSeconds = retryAfterSeconds
    this.cause = cause
  }
}

const KIND_OF: Record<ErrorAction, ErrorKind> = {
  retry: 'temporary',
  rateLimited: 'temporary',
  restart: 'temporary',
  refreshAuth: 'authorization',
  reconnect: 'authorization',
  skip: 'permanent',
  empty: 'permanent',
  narrow: 'permanent',
  fail: 'permanent',
}

/** The kind that follows from an action, where nobody knows better. */
export function kindOf(action: ErrorAction): ErrorKind {
  return KIND_OF[action]
}
