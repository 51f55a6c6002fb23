import type { DeclaredError } from '#plugin_host'
import type { TransportFailure, VendorResponse } from './exchange.js'
import { waitSeconds } from './durations.js'
import { kindOf, type FailureDetail } from '../vendor_failure.js'
import { sentenceOf, TRANSPORT, verdictOf, type Verdict } from './verdicts.js'

/** An answer with its JSON; `json` is undefined where there is none to read. */
export interface ParsedResponse extends VendorResponse {
  json: unknown
}

export interface Sorting {
  /** The vendor's name in sentences. */
  title: string
  declared: (response: ParsedResponse) => DeclaredError | undefined
  now: Date
}

/** Sorts an answer that is not usable. Undefined where there is nothing wrong with it. */
export function sortResponse(
  response: ParsedResponse,
  sorting: Sorting
): FailureDetail | undefined {
  const { status, text, json, headers } = response
  const rule = sorting.declared(response)
  if (!rule && isUsable(response)) {
    return undefined
  }
  const retryAfter = waitSeconds(headers['retry-after'], sorting.now)
  const verdict = verdictOf({ status, text, isJson: json !== undefined, retryAfter })
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
    return { action: rule.action, kind: rule.kind ?? kindOf(rule.action) }
  }
  return { action: verdict.action, kind: verdict.kind ?? kindOf(verdict.action) }
}

function isUsable({ status, json }: ParsedResponse): boolean {
  return status >= 200 && status < 300 && json !== undefined
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
