import type { Auth } from '#kit'
import { compileTemplate } from '../expressions/template.js'
import type { RequestScope, SignedParts } from './types.js'

export type SignRequest = (scope: RequestScope) => SignedParts

const BEARER: [string, string] = ['Authorization', 'Bearer {credentials.accessToken}']

/** Compiles what a way of signing in adds to each request. */
export function compileAuth(auth: Auth): SignRequest {
  switch (auth.kind) {
    case 'oauth2':
      return headerAuth(auth.header ?? BEARER)
    case 'apiKey':
      return auth.query ? queryAuth(auth.query) : headerAuth(auth.header ?? BEARER)
    case 'basic':
      return basicAuth(auth.user, auth.password)
    case 'none':
      return () => ({ headers: {}, query: [] })
  }
}

function headerAuth([name, template]: readonly [string, string]): SignRequest {
  const render = compileTemplate(template, 'signature')
  return (scope) => ({ headers: { [name]: render({ ...scope }) }, query: [] })
}

function queryAuth([name, template]: readonly [string, string]): SignRequest {
  const render = compileTemplate(template, 'signature')
  return (scope) => ({ headers: {}, query: [[name, render({ ...scope })]] })
}

function basicAuth(user: string, password: string): SignRequest {
  const [renderUser, renderPassword] = [user, password].map((part) =>
    compileTemplate(part, 'signature')
  )
  return (scope) => {
    const pair = `${renderUser({ ...scope })}:${renderPassword({ ...scope })}`
    const value = `Basic ${Buffer.from(pair).toString('base64')}`
    return { headers: { Authorization: value }, query: [] }
  }
}
