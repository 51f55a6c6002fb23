import type { WireProblemName } from '#kit'

const STATUSES: Record<WireProblemName, number> = {
  unauthorized: 401,
  expired: 401,
  revoked: 401,
  badSignature: 401,
  forbidden: 403,
  notFound: 404,
  unknownRoute: 404,
  wrongMethod: 405,
  rateLimited: 429,
  unknownParameter: 400,
  missingParameter: 400,
  invalidParameter: 400,
  missingHeader: 400,
  invalidHeader: 400,
  badBody: 400,
  invalidCursor: 400,
  unknownField: 400,
  notReady: 409,
}

/** A request that the vendor refuses: which of its own error bodies answers, and what about. */
export class WireProblem extends Error {
  readonly status: number

  constructor(
    readonly problem: WireProblemName,
    /** The parameter, header or field that is wrong. */
    readonly subject = '',
    /** What is wrong with it, for the error body and for the author who reads the trace. */
    message = problem as string
  ) {
    super(message)
    this.status = STATUSES[problem]
  }
}
