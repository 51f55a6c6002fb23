import { Exception } from '@adonisjs/core/exceptions'

/** A mistake of ours, never of the person at the screen. Shown as an internal error. */
export class ProgrammingError extends Error {}

export interface RefusalDetail {
  /** Stable code that starts with `E_`. */
  code: string
  /** HTTP status of the answer. */
  status: number
  /** What happened, what it means, and what to do, in one or two sentences for the person. */
  message: string
  /** Machine-readable particulars for the API's problem document. Never holds a secret. */
  detail?: Record<string, unknown>
}

/**
 * A request that we understand and do not carry out. The web app shows the sentence; the API answers
 * a problem document with the code. Contexts subclass it or throw it with their own `E_…` code.
 */
export class Refusal extends Exception {
  readonly detail: Record<string, unknown>

  constructor({ code, status, message, detail }: RefusalDetail) {
    super(message, { code, status })
    this.detail = detail ?? {}
  }

  /** One field of a request that has the wrong form. */
  static ofField(field: string, message: string) {
    const detail = { errors: [{ field, message }] }
    return new Refusal({ code: 'E_VALIDATION', status: 422, message, detail })
  }
}
