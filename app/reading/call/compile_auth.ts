import type { Auth } from '#kit'
import { compileTemplate, type Render } from '#shared/expressions/template'
import type { RequestScope, SignedParts } from './calls.js'
import { compileSignature } from './sign/compile_signature.js'

export type SignRequest = (scope: RequestScope) => SignedParts

/** Compiles what a way of signing in adds to each request. */
export function compileAuth(auth: Auth): SignRequest {
  if (auth.kind === 'none') {
    return () => ({ headers: {}, query: [], body: {} })
  }
  const extra = auth.kind === 'basic' ? compileBasic(auth.user, auth.password) : () => ({})
  const headers = compileValues(headersOf(auth))
  const query = compileValues(auth.query)
  const body = compileValues(auth.body)
  const sign = auth.sign && compileSignature(auth.sign)
  return (scope) => ({
    sign,
    headers: { ...extra(scope), ...headers(scope) },
    query: Object.entries(query(scope)),
    body: body(scope),
  })
}

const headersOf = (auth: Exclude<Auth, { kind: 'none' }>) =>
  (auth.headers ?? auth.query ?? auth.body ?? auth.sign) ? auth.headers : bearerOf(auth)

/** Where nothing is said: a bearer token (RFC 6750), or the only key as one. */
function bearerOf(auth: Exclude<Auth, { kind: 'none' }>): Record<string, string> {
  if (auth.kind === 'basic') {
    return {}
  }
  const field = auth.kind === 'apiKey' ? Object.keys(auth.fields)[0] : 'accessToken'
  return { Authorization: `Bearer {credentials.${field}}` }
}

function compileValues(templates: Record<string, string> = {}) {
  const entries: [string, Render][] = Object.entries(templates).map(([name, template]) => [
    name,
    compileTemplate(template, 'signature'),
  ])
  return (scope: RequestScope): Record<string, string> =>
    Object.fromEntries(
      entries
        .map(([name, render]): [string, string] => [name, render({ ...scope })])
        .filter(([, value]) => value !== '')
    )
}

function compileBasic(user: string, password: string) {
  const [renderUser, renderPassword] = [user, password].map((part) =>
    compileTemplate(part, 'signature')
  )
  return (scope: RequestScope): Record<string, string> => {
    const pair = `${renderUser({ ...scope })}:${renderPassword({ ...scope })}`
    return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
  }
}
