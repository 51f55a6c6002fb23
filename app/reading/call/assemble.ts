import type { PreparedCall, SignedParts } from './calls.js'
import { withContent } from './content.js'
import type { VendorRequest } from './http_request.js'

/** What goes without credentials. */
export const UNSIGNED: SignedParts = { headers: {}, query: [], body: {} }

type Assembled = Pick<VendorRequest, 'method' | 'url' | 'headers' | 'body'>

/** A prepared call with what a way of signing in adds to it. */
export function assemble(call: PreparedCall, signed: SignedParts): Assembled {
  const url = new URL(call.url)
  for (const [name, value] of [...call.query, ...signed.query]) {
    url.searchParams.append(name, value)
  }
  const { headers, body } = withContent(call.content, signed.body)
  return {
    method: call.method,
    url: url.href,
    headers: { ...headers, ...call.headers, ...signed.headers },
    body,
  }
}
