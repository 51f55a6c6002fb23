import type { SandboxRequest, WireEndpoint, WireRules } from '#kit'
import { valueAt } from './places.js'
import { WireProblem } from './problem.js'
import { parseRule, type Rule } from './rules.js'

/** What a request carries, read and checked by the rules of the endpoint. */
export interface Asked {
  path: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  form: Record<string, unknown>
  headers: Record<string, string>
  arguments: Record<string, unknown>
  /** Filters over rows that the parameters turn on. */
  filters: { rule: Rule; value: unknown }[]
}

/** Reads everything that the endpoint allows, and refuses what it does not. */
export function readRequest(
  request: SandboxRequest,
  endpoint: WireEndpoint,
  path: Record<string, string>
): Asked {
  const asked: Asked = {
    path,
    query: {},
    body: undefined,
    form: {},
    headers: request.headers,
    arguments: {},
    filters: [],
  }
  checkHeaders(request, endpoint.headers)
  asked.query = readFlat(flatten(request.query), endpoint.query ?? {}, asked)
  if (endpoint.form) {
    asked.form = readFlat(flatten(new URLSearchParams(request.body)), endpoint.form, asked)
  } else if (endpoint.body ?? endpoint.graphql) {
    asked.body = readBody(request, endpoint.body, asked)
  }
  return asked
}

function checkHeaders({ headers }: SandboxRequest, rules: WireRules = {}) {
  for (const [name, text] of Object.entries(rules)) {
    const rule = parseRule(text)
    const value = headers[name.toLowerCase()]
    if (value === undefined && rule.isRequired) {
      throw new WireProblem('missingHeader', name, `the header '${name}' is missing`)
    }
    if (value !== undefined) {
      readValue(rule, value, { problem: 'invalidHeader', name })
    }
  }
}

/** Repeated names become lists; `types[]` and `types[0]` are one list of the name `types[]`. */
function flatten(query: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const key of new Set(query.keys())) {
    const name = key.replace(/\[\d+\]$/, '[]')
    const all = [values[name] ?? [], query.getAll(key)].flat()
    values[name] = all.length === 1 && !name.endsWith('[]') ? all[0] : all
  }
  return values
}

export function readFlat(
  given: Record<string, unknown>,
  rules: WireRules,
  asked: Asked
): Record<string, unknown> {
  const unknown = Object.keys(given).find((name) => !(name in rules))
  if (unknown !== undefined) {
    throw new WireProblem('unknownParameter', unknown, `there is no parameter '${unknown}'`)
  }
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, text]) => {
      const value = readOne(name, given[name], { rule: parseRule(text), asked })
      return value === undefined ? [] : [[name, value]]
    })
  )
}

function readOne(name: string, given: unknown, { rule, asked }: { rule: Rule; asked: Asked }) {
  const value = given ?? rule.otherwise
  if (value === undefined) {
    if (rule.isRequired) {
      throw new WireProblem('missingParameter', name, `'${name}' is missing`)
    }
    return undefined
  }
  const read = readValue(rule, value, { problem: 'invalidParameter', name })
  if (rule.filter) {
    asked.filters.push({ rule, value: read })
  }
  return read
}

function readValue(
  rule: Rule,
  value: unknown,
  { problem, name }: { problem: 'invalidParameter' | 'invalidHeader'; name: string }
): unknown {
  try {
    return rule.read(value)
  } catch (error) {
    throw new WireProblem(problem, name, `'${name}' ${(error as Error).message}`)
  }
}

function readBody({ body }: SandboxRequest, rules: WireRules | undefined, asked: Asked): unknown {
  const parsed = parseJson(body)
  if (!rules) {
    return parsed
  }
  const strange = leaves(parsed).find((leaf) => !isNamed(leaf, rules))
  if (strange !== undefined) {
    throw new WireProblem('unknownParameter', strange, `there is no field '${strange}'`)
  }
  for (const [place, text] of Object.entries(rules)) {
    readPlace(place, parsed, { rule: parseRule(text), asked })
  }
  return parsed
}

function readPlace(place: string, body: unknown, context: { rule: Rule; asked: Asked }) {
  const found = valueAt(body, place)
  const isMany = place.includes('*') && Array.isArray(found)
  if (isMany && found.length > 0) {
    found.forEach((value) => readOne(place, value, context))
  } else {
    readOne(place, isMany ? undefined : found, context)
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') {
    return {}
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new WireProblem('badBody', 'body', 'the body is no JSON')
  }
}

/** Dotted places of every value in the body; elements of lists are `*`. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const inside = value.flatMap((each) => leaves(each, `${path}.*`))
    return inside.length > 0 ? [...new Set(inside)] : [path]
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, each]) =>
      leaves(each, path ? `${path}.${name}` : name)
    )
  }
  return path ? [path] : []
}

/** Named itself, or inside of something that takes `any`, or a list of a named thing. */
function isNamed(leaf: string, rules: WireRules): boolean {
  return Object.entries(rules).some(
    ([place, rule]) =>
      leaf === place ||
      leaf === place.replace(/\.\*.*$/, '') ||
      leaf === `${place}.*` ||
      (/^(any|json)/.test(rule) && leaf.startsWith(`${place}.`))
  )
}

/** A place in the request: `offset` and `query.offset`, `body.variables.after`, `path.id`, `header.x-page`. */
export function askedAt(asked: Asked, place: string): unknown {
  const [first] = place.split('.') as [string]
  const rest = place.slice(first.length + 1)
  if (first === 'header') {
    return asked.headers[rest.toLowerCase()]
  }
  if (first === 'body') {
    return valueAt(asked.body, rest)
  }
  const isPlace = ['query', 'form', 'path', 'arguments'].includes(first) && rest !== ''
  const flat = asked[isPlace ? (first as 'query') : 'query']
  return flat[isPlace ? rest : place]
}
