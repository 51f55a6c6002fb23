import type { ApiConnector, Call, Page } from '#kit'
import { compilePath } from '../expressions/paths.js'
import { compileBody, compileTemplate, type Render } from '../expressions/template.js'
import type { CompiledList, PrepareCall, RequestScope } from './types.js'

type Http = ApiConnector['http']

/** Compiles a declared call. Values put into the address are encoded, so none can change the path. */
export function compileCall(call: Call, http: Http): PrepareCall {
  const path = compileTemplate(call.get ?? call.post ?? '/', 'request', encodeURIComponent)
  const query = Object.entries(call.query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, compileTemplate(value, 'request')] as const)
  )
  const headers = compileHeaders(http)
  const body = call.body === undefined ? undefined : compileBody(call.body, 'request')
  return (scope) => {
    const visible = withoutCredentials(scope)
    return {
      method: call.post === undefined ? 'GET' : 'POST',
      url: http.base + path(visible),
      query: query
        .map(([name, render]): [string, string] => [name, render(visible)])
        .filter(([, value]) => value !== ''),
      headers: headers(visible),
      body: body?.(visible),
    }
  }
}

function withoutCredentials(scope: RequestScope) {
  return { ...scope, credentials: {} }
}

function compileHeaders({ headers = {} }: Http) {
  const entries: [string, Render][] = Object.entries(headers).map(([name, value]) => [
    name,
    compileTemplate(value, 'request'),
  ])
  return (scope: Record<string, unknown>) =>
    Object.fromEntries(
      entries.map(([name, render]) => [name, render(scope)]).filter(([, value]) => value !== '')
    )
}

const UNPAGED: Page = { by: 'none' }

interface ListDefinition extends Call {
  records: string
  page?: Page
}

export function compileList(definition: ListDefinition, http: Http): CompiledList {
  const get = compilePath(definition.records)
  return {
    prepare: compileCall(definition, http),
    page: definition.page ?? http.page ?? UNPAGED,
    records: (body) => recordsOf(get(body), body, definition.records),
  }
}

/** A missing list is an empty one where the rest of the answer is an object: several vendors leave it out. */
function recordsOf(value: unknown, body: unknown, path: string): unknown[] | undefined {
  if (Array.isArray(value)) {
    return value
  }
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (path === '$') {
    return isObject ? [body] : undefined
  }
  return value === null && isObject ? [] : undefined
}
