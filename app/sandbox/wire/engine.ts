import type { SandboxPaging, SandboxReply, SandboxRequest, SandboxWorld, VendorWire } from '#kit'
import { admit, tokenOf, type Caller } from './access.js'
import { fill, renderHeaders, replyWith } from './answer.js'
import {
  compileEndpoints,
  findRoute,
  servesPath,
  type CompiledEndpoint,
  type ReadPage,
  type Route,
} from './endpoints.js'
import { answerGraphQL } from './graphql.js'
import type { Scope } from './scope.js'
import { JobBook, withJob, withReport } from './jobs.js'
import type { Asked } from './asked.js'
import { readRequest } from './parameters.js'
import { WireProblem } from './problem.js'
import { refuse, refuseStatus, type ErrorPage } from './refusals.js'

/** One vendor's wire, ready to answer. */
export class WireEngine {
  readonly #wire: VendorWire
  readonly #endpoints: CompiledEndpoint[]
  readonly #errors: ErrorPage
  readonly #jobs = new JobBook()

  /** `read` answers the content of a page file; throws a sentence where wire and pages do not fit. */
  constructor(wire: VendorWire, read: ReadPage) {
    this.#wire = wire
    this.#endpoints = compileEndpoints(wire, read)
    this.#errors = (typeof wire.errors === 'string' ? read(wire.errors) : wire.errors) as ErrorPage
  }

  serves(request: SandboxRequest): boolean {
    return servesPath(this.#endpoints, request)
  }

  /** Where the answer to the request keeps its rows, so that faults can be put into them. */
  pagingOf(request: SandboxRequest): SandboxPaging | undefined {
    const route = this.#routeOf(request)
    if (!route) {
      return undefined
    }
    return route.endpoint.page.paging ?? graphqlPaging(route.endpoint, request.body)
  }

  isReport(request: SandboxRequest): boolean {
    return this.#routeOf(request)?.endpoint.definition.job !== undefined
  }

  /** Of the first list with pages: what is told of a vendor whose lists are all alike. */
  get paging(): SandboxPaging {
    const pages = this.#endpoints.map((each) => each.page.paging ?? graphqlPaging(each))
    const known = pages.filter((each) => each !== undefined)
    return known.find(({ marker }) => marker.name !== '') ?? known[0] ?? NO_LISTS
  }

  refusal(status: number): SandboxReply {
    return refuseStatus(this.#errors, status)
  }

  reply(request: SandboxRequest, world: SandboxWorld): SandboxReply {
    const scope = { ...scopeOf(request, world), limit: limitOf(this.#wire, world) }
    try {
      const isOpen = this.#routeOf(request)?.endpoint.definition.open
      const caller = isOpen ? { login: '' } : admit(this.#wire, request, world)
      const route = findRoute(this.#endpoints, request)
      checkScopes(route, caller)
      const asked = readRequest(request, route.endpoint.definition, route.path)
      const accessToken = tokenOf(this.#wire, request)
      return this.#answer(
        { route, asked, world, request },
        { ...within(scope, asked, caller), accessToken }
      )
    } catch (error) {
      if (error instanceof WireProblem) {
        return this.#refuse(error, scope)
      }
      throw error
    }
  }

  #answer({ route, asked, world, request }: Answering, scope: Scope): SandboxReply {
    const { definition, page } = route.endpoint
    const { job } = definition
    const made =
      job?.step === 'create'
        ? this.#jobs.create(definition, asked, world)
        : job && this.#jobs.find(definition, asked, world)
    const whole = job && job.step !== 'create' ? withReport(asked, made?.asked) : asked
    const scene = {
      source: definition,
      page,
      asked: whole,
      scope: withJob(scope, made),
      world,
      url: urlOf(request),
    }
    const filled = definition.graphql ? answerGraphQL(route.endpoint, scene) : fill(scene)
    return replyWith(filled, definition, { page, headers: this.#headers() })
  }

  #refuse(problem: WireProblem, scope: Scope): SandboxReply {
    const reply = refuse(this.#errors, problem, scope)
    return { ...reply, headers: { ...renderHeaders(this.#headers(), scope), ...reply.headers } }
  }

  #headers(): Record<string, string> {
    return { ...this.#wire.replyHeaders, ...this.#wire.limits?.headers }
  }

  #routeOf(request: SandboxRequest): Route | undefined {
    try {
      return findRoute(this.#endpoints, request)
    } catch {
      return undefined
    }
  }
}

interface Answering {
  route: Route
  asked: Asked
  world: SandboxWorld
  request: SandboxRequest
}

const NONE: [string, { paging?: SandboxPaging }] = ['', {}]
const NO_LISTS: SandboxPaging = { records: '$', marker: { in: 'query', name: '' } }

/** Of the first list that the document asks for; where the page of its field stands in the answer, and its cursor among the variables. */
function graphqlPaging({ graphql }: CompiledEndpoint, body = ''): SandboxPaging | undefined {
  const lists = [...graphql].filter(([, { paging }]) => paging !== undefined)
  const [name, { paging }] = lists.find(([field]) => body.includes(`${field}(`)) ?? lists[0] ?? NONE
  if (!paging) {
    return undefined
  }
  const { records, next, more, count, marker } = paging
  const placed = (path?: string) => path && `data.${name}.${path}`
  return {
    ...paging,
    records: `data.${name}.${records}`,
    next: placed(next),
    more: placed(more),
    count: placed(count),
    marker: { in: 'body', name: `variables.${marker.name.split('.').at(-1)}` },
  }
}

/** Keys carry no scopes: what they may do is not asked again. */
function checkScopes({ endpoint }: Route, { scope }: Caller) {
  const granted = scope?.split(/[ ,]/)
  const missing = granted && endpoint.definition.scopes?.find((each) => !granted.includes(each))
  if (missing !== undefined) {
    throw new WireProblem('forbidden', missing, `the scope '${missing}' was not granted`)
  }
}

const urlOf = ({ host, path, query }: SandboxRequest) => {
  const url = new URL(`https://${host}${path}`)
  url.search = query.toString()
  return url
}

/** What every hole can read. */
function scopeOf({ host }: SandboxRequest, { now, business }: SandboxWorld): Scope {
  return {
    now: Math.floor(now.getTime() / 1000),
    today: now.toISOString().slice(0, 10),
    business: { name: business.name, from: business.from, to: business.to },
    host,
    tenant: host.split('.')[0],
  }
}

const within = (scope: Scope, asked: Asked, { login }: Caller): Scope => ({
  ...scope,
  login,
  path: asked.path,
  query: asked.query,
  body: asked.body,
  form: asked.form,
})

/** What headers tell of the vendor's limit; the emulator counts seconds of its own, so nothing is ever used up here. */
function limitOf({ limits }: VendorWire, { now }: SandboxWorld) {
  const requests = limits?.requests ?? 0
  const seconds = Math.floor(now.getTime() / 1000) + (limits?.seconds ?? 0)
  return { requests, remaining: Math.max(0, requests - 1), reset: seconds }
}
