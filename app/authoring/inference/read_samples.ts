import { firstLine } from '#shared/first_line'
import { filledHoles } from '../text/filled_holes.js'

/** One answer of a vendor, or what its description says that an answer looks like. */
export interface Sample {
  host?: string
  path: string
  /** Names of the query parameters that it was, or can be, asked with. */
  parameters: string[]
  body: unknown
}

export type SampleFile = { kind: 'openapi' | 'har' | 'page'; samples: Sample[] }

type Fields = Record<string, unknown>

/** Reads an OpenAPI description, a HAR of a browser or proxy, or one recorded page. Throws a sentence where it is none of them. */
export async function readSamples(text: string, file: string): Promise<SampleFile> {
  const document = parsed(filledHoles(text), file)
  const fields = Object(document) as Fields
  if (typeof fields.openapi === 'string' || typeof fields.swagger === 'string') {
    return { kind: 'openapi', samples: await samplesOfDescription(fields) }
  }
  if (Array.isArray((fields.log as Fields | undefined)?.entries)) {
    return { kind: 'har', samples: samplesOfHar(fields.log as Har) }
  }
  return { kind: 'page', samples: [{ path: '/v1/records', parameters: [], body: document }] }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(
      `${file} is no JSON (${firstLine(error)}). Give an OpenAPI description, a HAR or a recorded page as JSON.`
    )
  }
}

interface Har {
  entries: {
    request: { method: string; url: string; queryString?: { name: string }[] }
    response: { status: number; content?: { mimeType?: string; text?: string; encoding?: string } }
  }[]
}

function samplesOfHar({ entries }: Har): Sample[] {
  return entries.filter(isAnswer).map(({ request, response }) => {
    const { text = '', encoding } = response.content!
    const { host, pathname, searchParams } = new URL(request.url)
    const body = parsed(encoding === 'base64' ? atob(text) : text, request.url)
    return { host, path: pathname, parameters: [...searchParams.keys()], body }
  })
}

/** A list that was read: a GET with JSON behind it. */
function isAnswer({ request, response }: Har['entries'][number]): boolean {
  const { mimeType = '', text = '' } = response.content ?? {}
  const isRead = request.method === 'GET' && response.status === 200
  return isRead && /json/.test(mimeType) && text !== ''
}

/** Schemas are followed through their references first; an answer is then made up from its example or its types. */
async function samplesOfDescription(description: Fields): Promise<Sample[]> {
  const { dereference } = await import('@readme/openapi-parser')
  const document = (await dereference(structuredClone(description) as never)) as unknown as Fields
  const server = (document.servers as { url?: string }[] | undefined)?.[0]?.url ?? ''
  const address = URL.canParse(server) ? new URL(server) : undefined
  const base = address?.pathname.replace(/\/$/, '') ?? ''
  return Object.entries((document.paths ?? {}) as Record<string, Fields>).flatMap(
    ([path, operations]) => {
      const body = answerOf(operations.get as Operation | undefined)
      const parameters = parametersOf([operations, (operations.get ?? {}) as Fields])
      return body === undefined
        ? []
        : [{ host: address?.host, path: `${base}${path}`, parameters, body }]
    }
  )
}

function parametersOf(holders: Fields[]): string[] {
  const all = holders.flatMap(({ parameters }) => (parameters ?? []) as Fields[])
  return all.filter((each) => each.in === 'query').map(({ name }) => String(name))
}

function answerOf({ responses = {} }: Operation = {}): unknown {
  const answer = responses['200'] ?? responses.default
  const json = Object.entries(answer?.content ?? {}).find(([type]) => /json/.test(type))
  return json && bodyOf(json[1])
}

const bodyOf = ({ example, schema }: { example?: unknown; schema?: Schema }) =>
  example ?? exampleOf(schema)

interface Operation {
  responses?: Record<
    string,
    { content?: Record<string, { example?: unknown; schema?: Schema }> } | undefined
  >
}

interface Schema {
  type?: string | string[]
  format?: string
  example?: unknown
  examples?: unknown[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  anyOf?: Schema[]
}

const DEEPEST = 8

function exampleOf(schema: Schema | undefined, depth = 0): unknown {
  return schema && depth <= DEEPEST
    ? (told(schema) ?? composed(schema, depth) ?? madeUp(schema, depth))
    : null
}

const told = ({ example, examples = [], enum: values = [] }: Schema) =>
  example ?? examples[0] ?? values[0]

function composed({ allOf, oneOf, anyOf }: Schema, depth: number): unknown {
  if (allOf) {
    return Object.assign({}, ...allOf.map((each) => exampleOf(each, depth + 1)))
  }
  const first = (oneOf ?? anyOf)?.[0]
  return first && exampleOf(first, depth + 1)
}

function madeUp(schema: Schema, depth: number): unknown {
  const type = [schema.type].flat().find((each) => each !== 'null')
  if (type === 'object' || schema.properties) {
    const entries = Object.entries(schema.properties ?? {})
    return Object.fromEntries(entries.map(([name, each]) => [name, exampleOf(each, depth + 1)]))
  }
  return type === 'array' ? [exampleOf(schema.items, depth + 1)] : plain(type, schema.format)
}

const TEXTS: Record<string, string> = {
  'date': '2026-01-31',
  'date-time': '2026-01-31T09:00:00Z',
  'uri': 'https://vendor.example/',
}

function plain(type: string | undefined, format = ''): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return TEXTS[format] ?? 'text'
  }
}
