import { HookFailure } from '#plugin_host'
import type { CompiledCall, Content, PreparedCall, RequestScope } from '../call/calls.js'
import type { VendorCaller } from '../call/vendor_caller.js'
import { VendorFailure } from '../vendor_failure.js'

export interface EffectContext {
  caller: VendorCaller
  /** A call of nothing but `http.base`, with what every call of the connector carries. */
  base: CompiledCall
  scope: RequestScope
}

interface EffectCall {
  method: 'GET' | 'POST'
  path: string
  query: [name: string, value: string][]
  content: Content | null
}

/** Makes the call that a hook asked for, with everything that holds for calls of the manifest. */
export async function performCall(effect: unknown, { caller, base, scope }: EffectContext) {
  const { path, ...asked } = askedIn(effect)
  const shape = (call: PreparedCall) => ({ ...call, ...asked, url: below(call.url, path) })
  try {
    const { status, body } = await caller.send({ ...base, endpoint: path }, scope, { shape })
    return { status, body }
  } catch (error) {
    if (isAbsent(error)) {
      return null
    }
    throw error
  }
}

/** What was deleted between its list and now, and what the manifest says to leave out, is nothing to a hook. */
const isAbsent = (error: unknown) =>
  error instanceof VendorFailure &&
  (error.action === 'skip' || error.action === 'empty' || error.code === 'E_VENDOR_404')

const FIELDS = ['get', 'post', 'query', 'body']

function askedIn(effect: unknown): EffectCall {
  const call = objectIn(objectIn(effect, 'an effect').call, 'a call')
  const unknown = Object.keys(call).find((name) => !FIELDS.includes(name))
  if (unknown !== undefined) {
    throw refused(`a call with '${unknown}', and calls have only ${FIELDS.join(', ')}`)
  }
  const query = Object.entries(objectIn(call.query ?? {}, 'a query'))
  return { ...targetOf(call), query: query.map(([name, value]) => [name, String(value)]) }
}

function targetOf({ get, post, body }: Record<string, unknown>): Omit<EffectCall, 'query'> {
  if (typeof get === 'string' && post === undefined) {
    return { method: 'GET', path: get, content: null }
  }
  if (typeof post === 'string' && get === undefined) {
    return { method: 'POST', path: post, content: { as: 'json', value: body ?? {} } }
  }
  throw refused('a call without one path in get or post')
}

function objectIn(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused(`${what} that is no object`)
  }
  return value as Record<string, unknown>
}

/** Stays below the address of the connector, whatever dots and slashes the path is made of. */
function below(base: string, path: string): string {
  const url = path.startsWith('/') ? URL.parse(base + path.slice(1)) : null
  if (!url || url.search || url.hash || !url.href.startsWith(new URL(base).href)) {
    throw refused(`the path '${path}', which does not stay below the address of the connector`)
  }
  return url.href
}

const refused = (detail: string) => new HookFailure({ fault: 'effect', detail })
