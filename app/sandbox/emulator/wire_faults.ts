import type { SandboxReply, VendorSandbox } from '#kit'
import type { Fault, FaultKind } from './faults.js'

/** What to do to the connection instead of, or with, an ordinary answer. */
export type WireEffect =
  | { do: 'answer'; reply: SandboxReply }
  | { do: 'hang' }
  | { do: 'reset' }
  | { do: 'truncate'; reply: SandboxReply }

const HTML = `<!doctype html><html><head><title>Service unavailable</title></head>
<body><h1>502 Bad Gateway</h1><p>The server is temporarily unable to service your request.</p></body></html>`

const STATUSES: Partial<Record<FaultKind, number>> = {
  too_many_requests: 429,
  server_error: 500,
  unavailable: 503,
  request_timeout: 408,
  unauthorized: 401,
  forbidden: 403,
  // A version of the API that the vendor has switched off.
  gone: 410,
}

interface Scene {
  fault: Fault
  vendor: VendorSandbox
  honest: () => SandboxReply
}

const EFFECTS: Partial<Record<FaultKind, (scene: Scene) => WireEffect>> = {
  html_page: () => answer({ status: 200, headers: { 'content-type': 'text/html' }, body: HTML }),
  empty_body: () => answer({ status: 200, body: '' }),
  error_in_success: ({ fault, vendor }) =>
    answer({ status: 200, body: fault.content ?? vendor.failure(500) }),
  hang: () => ({ do: 'hang' }),
  connection_reset: () => ({ do: 'reset' }),
  truncated: ({ honest }) => ({ do: 'truncate', reply: honest() }),
}

/** The effect of a fault that concerns the connection or the status, whatever the vendor would say. */
export function wireEffect(scene: Scene): WireEffect | undefined {
  const { fault } = scene
  const status = STATUSES[fault.kind]
  return status ? answer(failing(status, scene)) : EFFECTS[fault.kind]?.(scene)
}

function failing(status: number, { fault, vendor }: Scene): SandboxReply {
  const said = refusalOf(vendor, status, fault)
  return { ...said, headers: { ...said.headers, ...retryAfter(fault) } }
}

/** The vendor's whole answer where it fails with that status. */
export const refusalOf = (vendor: VendorSandbox, status: number, wait?: Fault): SandboxReply =>
  vendor.refusal?.(status) ?? { status, body: vendor.failure(status, wait) }

const answer = (reply: SandboxReply): WireEffect => ({ do: 'answer', reply })

function retryAfter({ retryAfterSeconds }: Fault): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
}
