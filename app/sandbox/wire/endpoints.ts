import type { SandboxRequest, VendorWire, WireEndpoint } from '#kit'
import { askedAt, type Asked } from './asked.js'
import { hostFits } from '../emulator/hosts.js'
import { WireProblem } from './problem.js'
import { compilePage } from './pages.js'
import type { CompiledPage } from './compiled_page.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

export interface CompiledEndpoint {
  definition: WireEndpoint
  method: string
  pattern: RegExp
  names: string[]
  page: CompiledPage
  /** Pages of the root fields of a GraphQL endpoint. */
  graphql: Map<string, CompiledPage>
}

export interface Route {
  endpoint: CompiledEndpoint
  path: Record<string, string>
}

export type ReadPage = (file: string) => unknown

export function compileEndpoints(wire: VendorWire, read: ReadPage): CompiledEndpoint[] {
  return wire.endpoints.map((endpoint) => {
    const definition = {
      ...endpoint,
      headers: { ...wire.headers, ...endpoint.headers },
      query: { ...wire.query, ...endpoint.query },
    }
    const method = METHODS.find((each) => endpoint[each] !== undefined)
    if (!method) {
      throw new Error(`An endpoint names no path: it needs one of ${METHODS.join(', ')}.`)
    }
    return {
      definition,
      method: method.toUpperCase(),
      ...compilePath(endpoint[method]!),
      page: compilePage(endpoint, read),
      graphql: new Map(
        Object.entries(endpoint.graphql ?? {}).map(([name, field]) => [
          name,
          compilePage(field, read),
        ])
      ),
    }
  })
}

/** `/v1/act_{account}/insights`: a name in braces stands for anything up to the next slash. */
function compilePath(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const source = path
    .split(/\{\w+\}/)
    .map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
    .join('([^/]+?)')
  return { names, pattern: new RegExp(`^${source}$`) }
}

/** The endpoints of the path, whatever the method. */
function onPath(endpoints: CompiledEndpoint[], { path, host }: SandboxRequest): Route[] {
  return endpoints.flatMap((endpoint) => {
    const values = endpoint.pattern.exec(path)?.slice(1)
    const { host: wanted } = endpoint.definition
    if (!values || (wanted && !hostFits(wanted, host))) {
      return []
    }
    const named = endpoint.names.map((name, index) => [name, decodeURIComponent(values[index])])
    return [{ endpoint, path: Object.fromEntries(named) as Record<string, string> }]
  })
}

export const servesPath = (endpoints: CompiledEndpoint[], request: SandboxRequest): boolean =>
  onPath(endpoints, request).length > 0

/** The endpoint of the request, or what the vendor says where there is none. */
export function findRoute(endpoints: CompiledEndpoint[], request: SandboxRequest): Route {
  const routes = onPath(endpoints, request)
  if (routes.length === 0) {
    throw new WireProblem('unknownRoute', request.path, `there is no ${request.path}`)
  }
  const wanted = request.method === 'HEAD' ? 'GET' : request.method
  const ofMethod = routes.filter(({ endpoint }) => endpoint.method === wanted)
  if (ofMethod.length === 0) {
    const allowed = routes.map(({ endpoint }) => endpoint.method).join(', ')
    const message = `${request.path} takes ${allowed}, not ${request.method}`
    throw new WireProblem('wrongMethod', request.method, message)
  }
  const found = ofMethod.find((route) => matches(route, request))
  if (!found) {
    throw new WireProblem(
      'unknownRoute',
      request.path,
      `no endpoint of ${request.path} takes these parameters`
    )
  }
  return found
}

function matches({ endpoint, path }: Route, request: SandboxRequest): boolean {
  const asked = unchecked(request, path)
  return Object.entries(endpoint.definition.match ?? {}).every(([place, wanted]) => {
    const value = String(askedAt(asked, place) ?? '')
    return /^\/.+\/$/.test(wanted) ? new RegExp(wanted.slice(1, -1)).test(value) : value === wanted
  })
}

/** The request as it is, before any rule; enough to choose an endpoint by. */
function unchecked(request: SandboxRequest, path: Record<string, string>): Asked {
  return {
    path,
    query: Object.fromEntries(request.query),
    body: jsonOrNothing(request.body),
    form: Object.fromEntries(new URLSearchParams(request.body)),
    headers: request.headers,
    arguments: {},
    parts: {},
    filters: [],
  }
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
