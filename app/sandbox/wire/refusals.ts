import type { SandboxReply } from '#kit'
import type { Scope } from './scope.js'
import type { WireProblem } from './problem.js'
import { compileTemplate } from './template.js'

/** The error page of a wire: the vendor's bodies by the name of what is wrong, or by status. */
export type ErrorPage = Record<string, unknown>

const BY_STATUS: Record<number, string> = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'rateLimited',
}

/** Statuses that every vendor has to be able to say, because faults make it do so. */
export const NEEDED_STATUSES = ['401', '403', '404', '429', '500']

/** The vendor's own answer to a request that it refuses. */
export function refuse(errors: ErrorPage, problem: WireProblem, scope: Scope): SandboxReply {
  const { status, message, subject } = problem
  const entry = errors[problem.problem] ?? errors[String(status)] ?? errors.default
  const seen = { ...scope, problem: { name: problem.problem, value: subject, message, status } }
  return rendered(entry, status, seen)
}

/** The vendor's own answer to a failure of its own. */
export function refuseStatus(errors: ErrorPage, status: number): SandboxReply {
  const name = BY_STATUS[status]
  const entry =
    errors[name] ??
    errors[String(status)] ??
    (status >= 500 ? errors['500'] : undefined) ??
    errors.default
  return rendered(entry, status, {
    problem: { name: name ?? 'failure', value: '', message: `status ${status}`, status },
  })
}

function rendered(entry: unknown, status: number, scope: Scope): SandboxReply {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) {
    return { status, body: compileTemplate(entry ?? '')(scope) }
  }
  const { $status, $headers, $body, ...fields } = entry as ErrorPage
  const body = $body === undefined ? fields : $body
  return {
    status: typeof $status === 'number' ? $status : status,
    headers: ($headers as Record<string, string> | undefined) ?? {},
    body: compileTemplate(body)(scope),
  }
}
