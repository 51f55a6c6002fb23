import type { DeclaredError } from './calls.js'
import type { TransportFailure, VendorResponse } from './http_request.js'
import { waitSeconds } from '#shared/durations'
import { kindOf, type FailureDetail } from '../vendor_failure.js'
import { sentenceOf, TRANSPORT, verdictOf, type Verdict } from './verdicts.js'

/** An answer that was read; `body` is undefined where it is not what was asked for. */
export interface ParsedResponse extends VendorResponse {
  text: string
  body: unknown
}

export interface Sorting {
  /** The vendor's name in sentences. */
  title: string
  declared: (response: ParsedResponse) => DeclaredError | undefined
  /** Whether an answer with a good status is one. */
  isOk: (response: ParsedResponse) => boolean
  /** What was asked for. */
  format: string
  now: Date
}

/** Sorts an answer that is not usable. Undefined where there is nothing wrong with it. */
export function sortResponse(
  response: ParsedResponse,
  sorting: Sorting
): FailureDetail | undefined {
  const { status, text, body, headers } = response
  const rule = sorting.declared(response)
  if (!rule && isUsable(response) && sorting.isOk(response)) {
    return undefined
  }
  const retryAfter = waitSeconds(headers['retry-after'], sorting.now)
  const verdict = verdictOf({
    status,
    text,
    isReadable: body !== undefined,
    format: sorting.format,
    retryAfter,
  })
  return {
    ...decided(verdict, rule),
    code: verdict.code,
    message: rule?.say ?? sentenceOf(verdict, sorting.title),
    retryAfterSeconds: waitSeconds(rule?.wait, sorting.now) ?? retryAfter,
  }
}

/** A declared rule replaces our own judgement, also about the kind. */
function decided(verdict: Verdict, rule: DeclaredError | undefined) {
  if (rule) {
    const { action, kind = kindOf(action), isApp } = rule
    return { action, kind, ...(isApp && { isApp }) }
  }
  return { action: verdict.action, kind: verdict.kind ?? kindOf(verdict.action) }
}

function isUsable({ status, body }: ParsedResponse): boolean {
  return status >= 200 && status < 300 && body !== undefined
}

export function sortTransport({ fault, cause }: TransportFailure, title: string): FailureDetail {
  const verdict = TRANSPORT[fault]
  return {
    kind: kindOf(verdict.action),
    action: verdict.action,
    code: verdict.code,
    message: sentenceOf(verdict, title),
    cause,
  }
}
