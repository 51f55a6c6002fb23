import type { Call, Format, Http } from '#kit'
import { compileAddress } from '#shared/expressions/address'
import { compileExpression, type Scope } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import { compileBody, compileTemplate, type Render } from '#shared/expressions/template'
import type { CompiledCall, Content, Method, PreparedCall, RequestScope } from './calls.js'

/** Compiles a declared call. Values put into the address are encoded, so none can change the path. */
export function compileCall(call: Call, http: Http): CompiledCall {
  const address = compileTarget(call, http)
  const query = Object.entries(call.query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, compileTemplate(value, 'request')] as const)
  )
  const headers = compileHeaders(
    call.unsigned ? call.headers : { ...http.headers, ...call.headers }
  )
  const content = compileContent(call)
  const method = methodOf(call)
  return {
    endpoint: pathOf(call) ?? call.url ?? '/',
    format: formatOf(call.format),
    isUnsigned: call.unsigned ?? false,
    isOk: compileOk(call, http),
    prepare: (scope: RequestScope): PreparedCall => {
      const visible = withoutCredentials(scope)
      return {
        method,
        url: address(visible),
        query: query
          .map(([name, render]): [string, string] => [name, render(visible)])
          .filter(([, value]) => value !== ''),
        headers: headers(visible),
        content: content(visible),
      }
    },
  }
}

function methodOf(call: Call): Method {
  const named = (['post', 'put', 'delete'] as const).find((name) => call[name] !== undefined)
  return named ? (named.toUpperCase() as Method) : 'GET'
}

const pathOf = ({ get, post, put, delete: removed }: Call) => get ?? post ?? put ?? removed

const CARRIES_NOTHING: Method[] = ['GET', 'DELETE']

const formatOf = (format: Format = 'json'): Exclude<Format, string> =>
  typeof format === 'string' ? { as: format } : format

function withoutCredentials(scope: RequestScope): Scope {
  const { account, client } = scope
  const plain = account && { ...account, secrets: undefined }
  return { ...scope, account: plain, client: { ...client, secret: '' }, credentials: {} }
}

function compileTarget(call: Call, http: Http): Render {
  if (call.url !== undefined) {
    const evaluate = compileExpression(call.url, 'request')
    return (scope) => wholeAddress(evaluate(scope))
  }
  const path = pathOf(call) ?? '/'
  return compileAddress((call.base ?? http.base) + path, 'request')
}

function wholeAddress(value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  if (url?.protocol !== 'https:') {
    throw new MappingFault('the vendor named no https address to go on at')
  }
  return url.href
}

function compileHeaders(headers: Record<string, string> = {}) {
  const entries: [string, Render][] = Object.entries(headers).map(([name, value]) => [
    name,
    compileTemplate(value, 'request'),
  ])
  return (scope: Scope) =>
    Object.fromEntries(
      entries.map(([name, render]) => [name, render(scope)]).filter(([, value]) => value !== '')
    )
}

function compileContent(call: Call): (scope: Scope) => Content | null {
  if (call.form) {
    const fields = Object.entries(call.form).map(
      ([name, value]) => [name, compileTemplate(value, 'request')] as const
    )
    return (scope) => ({
      as: 'form',
      fields: fields.map(([name, render]): [string, string] => [name, render(scope)]),
    })
  }
  if (CARRIES_NOTHING.includes(methodOf(call))) {
    return () => null
  }
  const { graphql } = call
  const value = graphql ? compileGraphql(graphql) : compileBody(call.body ?? {}, 'request')
  return (scope) => ({ as: 'json', value: value(scope) })
}

/** Braces of a document are no holes: only its variables are filled in. */
function compileGraphql({ query, variables = {} }: NonNullable<Call['graphql']>) {
  const fill = compileBody(variables, 'request')
  return (scope: Scope) => ({ query, variables: fill(scope) })
}

function compileOk(call: Call, http: Http): CompiledCall['isOk'] {
  // Errors inside 200 are failures of GraphQL whatever the vendor says of its other answers.
  const isWhole: CompiledCall['isOk'] =
    call.graphql && call.ok === undefined ? ({ body }) => !reportsErrors(body) : () => true
  const source = call.ok ?? http.ok
  if (source === undefined) {
    return isWhole
  }
  const evaluate = compileExpression(source, 'response')
  return (response, settings) =>
    isWhole(response, settings) && isTrue(() => evaluate({ response, settings }))
}

function isTrue(evaluate: () => unknown): boolean {
  try {
    return evaluate() === true
  } catch (error) {
    if (error instanceof MappingFault) {
      return false
    }
    throw error
  }
}

function reportsErrors(body: unknown): boolean {
  const errors: unknown = (body as { errors?: unknown } | null)?.errors
  return Array.isArray(errors) ? errors.length > 0 : errors !== undefined && errors !== null
}
