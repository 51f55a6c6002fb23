import type { Content, Description, Schema } from './document.js'

export type Field = {
  name: string
  /** How far inside another field it stands. */
  depth: number
  type: string
  isRequired: boolean
  description: string
  /** The only values it may have; empty where any fits its type. */
  choices: string[]
}

/** Deeper fields are in the document; a table of them teaches nobody. */
const DEEPEST = 2

export function contentOf(content: Content, type: string) {
  return content[type] as Content[string] | undefined
}

/** The fields of an object, each followed by those inside it. */
export function fieldsOf(schema: Schema, description: Description, depth = 0): Field[] {
  const { properties = {}, required = [] } = resolved(schema, description)
  return Object.entries(properties).flatMap(([name, property]) => {
    const known = { ...resolved(property, description), ...withoutRef(property) }
    const field = {
      name,
      depth,
      type: typeOf(property, description),
      isRequired: required.includes(name),
      description: known.description ?? '',
      choices: (known.enum ?? []).filter((choice) => choice !== null).map(String),
    }
    const inner = depth < DEEPEST ? innerOf(known, description) : null
    return inner ? [field, ...fieldsOf(inner, description, depth + 1)] : [field]
  })
}

/** `list of text`, `whole number or nothing`: words instead of JSON Schema. */
export function typeOf(schema: Schema, description: Description): string {
  const { type, items, oneOf, const: only, format } = resolved(schema, description)
  if (only !== undefined) {
    return `“${only}”`
  }
  if (oneOf && type === undefined) {
    const kinds = oneOf.map((one) => typeOf(one, description))
    return [...new Set(kinds)].sort(nothingLast).join(' or ')
  }
  if (type === 'array') {
    return `list of ${items ? typeOf(items, description) : 'anything'}`
  }
  return [type ?? 'anything']
    .flat()
    .map((name) => WORDS[format ?? ''] ?? WORDS[name] ?? name)
    .map((word, place, all) => (hasNull(type) && place === all.length - 1 ? 'nothing' : word))
    .join(' or ')
}

const WORDS: Record<string, string> = {
  'string': 'text',
  'integer': 'whole number',
  'boolean': 'true or false',
  'null': 'nothing',
  'object': 'object',
  'date': 'day',
  'date-time': 'moment',
}

const hasNull = (type: Schema['type']) => Array.isArray(type) && type.at(-1) === 'null'
const nothingLast = (one: string, other: string) =>
  Number(one === 'nothing') - Number(other === 'nothing')

/** What stands inside a field: an object, the entries of a list, or those of a map. */
function innerOf(schema: Schema, description: Description): Schema | null {
  const { additionalProperties: entries } = schema
  const candidates = [
    schema,
    ...(schema.items ? [schema.items] : []),
    ...(schema.oneOf ?? []),
    ...(typeof entries === 'object' ? [entries] : []),
  ]
  const found = candidates.map((one) => resolved(one, description))
  return found.find(({ properties }) => properties !== undefined) ?? null
}

function resolved(schema: Schema, { components }: Description): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : (components.schemas[name] ?? {})
}

function withoutRef({ $ref: _, ...rest }: Schema): Schema {
  return rest
}
