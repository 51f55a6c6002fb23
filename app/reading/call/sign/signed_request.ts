import type { Scope } from '#shared/expressions/expression'

/** The parts of a request that a signature looks at and may add to. */
export interface SignedRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

/** When a request is signed, and with what. */
export interface Signing {
  /** What ways of signing in see. */
  scope: Scope
  now: Date
  /** Never used before. */
  nonce: string
}

/** Answers the request with its signature. */
export type Sign = (request: SignedRequest, signing: Signing) => SignedRequest

const FORM = 'application/x-www-form-urlencoded'

/** The fields of a form body; none where the body is no form. */
export const formOf = ({ headers, body }: SignedRequest): [string, string][] =>
  headers['content-type']?.startsWith(FORM) ? [...new URLSearchParams(body)] : []

/** With the query in the order of its names, and blanks as `%20`, which every vendor reads the same. */
export function withSortedQuery(request: SignedRequest): SignedRequest {
  const url = new URL(request.url)
  url.searchParams.sort()
  return { ...request, url: plainBlanks(url) }
}

export function withQuery(request: SignedRequest, name: string, value: string): SignedRequest {
  const url = new URL(request.url)
  url.searchParams.set(name, value)
  return { ...request, url: plainBlanks(url) }
}

function plainBlanks(url: URL): string {
  url.search = url.search.replaceAll('+', '%20')
  return url.href
}

export const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})

/** Puts a field into the form or JSON body. */
export function withField(request: SignedRequest, name: string, value: string): SignedRequest {
  const { body = '', headers } = request
  if (headers['content-type']?.startsWith(FORM)) {
    const form = new URLSearchParams(body)
    form.set(name, value)
    return { ...request, body: form.toString() }
  }
  const content = JSON.parse(body || '{}') as Record<string, unknown>
  return { ...request, body: JSON.stringify({ ...content, [name]: value }) }
}
