import type { SandboxRequest, WireEndpoint, WireRules } from '#kit'
import { askedAt, type Asked } from './asked.js'
import { WireProblem } from './problem.js'
import { parseJson, readBody } from './read_body.js'
import { readOne, readValue } from './read_value.js'
import { parseRule } from './rules.js'

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
    parts: {},
    filters: [],
  }
  checkHeaders(request, endpoint.headers)
  const given = { ...flatten(request.query), ...(endpoint.anywhere ? inBody(request) : {}) }
  asked.query = readFlat(given, endpoint.query ?? {}, asked)
  if (endpoint.form) {
    asked.form = readFlat(flatten(new URLSearchParams(request.body)), endpoint.form, asked)
  } else if (endpoint.body ?? endpoint.graphql) {
    asked.body = readBody(request, endpoint.body, asked)
  }
  asked.parts = endpoint.parts ? partsOf(endpoint.parts, asked) : {}
  return asked
}

/** The named groups of a text in the vendor's own language; anything that the wire does not expect is refused. */
function partsOf({ at, pattern }: NonNullable<WireEndpoint['parts']>, asked: Asked) {
  const text = String(askedAt(asked, at) ?? '').trim()
  const found = new RegExp(`^${pattern}$`, 'is').exec(text)
  if (!found) {
    throw new WireProblem('invalidParameter', at, `'${at}' cannot be read: ${text}`)
  }
  return { ...found.groups }
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

/** The parameters of a form or of a JSON body. */
const inBody = ({ body }: SandboxRequest): Record<string, unknown> =>
  body.trimStart().startsWith('{')
    ? (parseJson(body) as Record<string, unknown>)
    : flatten(new URLSearchParams(body))

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
