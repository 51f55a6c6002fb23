import type { Description, Operation } from './document.js'
import { contentOf, fieldsOf, typeOf, type Field } from './fields.js'

export type Endpoint = {
  id: string
  method: string
  path: string
  summary: string
  description: string
  /** What a key must be allowed; null where none is needed. */
  scope: string | null
  parameters: Field[]
  /** What is sent as JSON, field by field. */
  body: Field[]
  /** Media types that the body may have; empty where nothing is sent. */
  accepts: string[]
  example: unknown
  answer: { status: string; description: string; fields: Field[] }
  refusals: { status: string; description: string }[]
}

export function endpointsOf(description: Description): Endpoint[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      endpointOf({ path, method, operation }, description)
    )
  )
}

type Found = { path: string; method: string; operation: Operation }

function endpointOf({ path, method, operation }: Found, description: Description): Endpoint {
  const content = operation.requestBody?.content ?? {}
  const json = contentOf(content, 'application/json')
  const [success, ...refusals] = Object.entries(operation.responses).sort(bySuccess)
  return {
    id: `${method}${path}`.replaceAll(/[^a-z]+/gi, '-'),
    method: method.toUpperCase(),
    path: description.servers[0].url + path,
    summary: operation.summary,
    description: operation.description ?? '',
    scope: scopeOf(operation),
    parameters: parametersOf(operation, description),
    body: json ? fieldsOf(json.schema, description) : [],
    accepts: Object.keys(content),
    example: json?.example ?? null,
    answer: answerOf(success, description),
    refusals: refusals.map(([status, { description: text }]) => ({ status, description: text })),
  }
}

const bySuccess = ([one]: [string, unknown], [other]: [string, unknown]) =>
  Number(!one.startsWith('2')) - Number(!other.startsWith('2')) || one.localeCompare(other)

function scopeOf({ security }: Operation): string | null {
  return security?.flatMap((way) => Object.values(way).flat())[0] ?? null
}

function parametersOf({ parameters = [] }: Operation, description: Description): Field[] {
  return parameters.map(({ name, in: place, required = false, schema, description: text }) => ({
    name,
    depth: 0,
    type: `${typeOf(schema, description)}, in the ${place}`,
    isRequired: required,
    description: text ?? schema.description ?? '',
    choices: (schema.enum ?? []).map(String),
  }))
}

type Answer = [status: string, response: Operation['responses'][string]]

function answerOf([status, { description: text, content }]: Answer, description: Description) {
  const json = contentOf(content ?? {}, 'application/json')
  return { status, description: text, fields: json ? fieldsOf(json.schema, description) : [] }
}

/** What to type into a terminal. `origin` is where the reader found this page. */
export function curlOf(
  { method, path, scope, accepts, example }: Endpoint,
  origin: string
): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${origin}${path}`]
  if (scope) {
    lines.push(`-H "Authorization: Bearer $QUARTERDECK_KEY"`)
  }
  if (example) {
    lines.push(`-H "Content-Type: application/json"`, `-d '${JSON.stringify(example, null, 2)}'`)
  } else if (accepts.includes('multipart/form-data')) {
    lines.push(`-F "file=@numbers.csv"`, `-F "name=Shop numbers"`)
  }
  return lines.join(' \\\n  ')
}
