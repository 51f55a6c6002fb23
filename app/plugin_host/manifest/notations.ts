import type { Notation } from '../kit/notation.js'

/** A schema of the contract, as far as it is walked. */
interface Schema extends Notation {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: Schema | false
  items?: Schema
  oneOf?: Schema[]
  discriminator?: { propertyName: string }
  const?: unknown
  if?: Test
  then?: Schema
  else?: Schema
}

interface Test {
  type?: string
  required?: [string]
}

export interface NotedText {
  /** `connectors.ads.streams.campaigns.key` */
  place: string
  notation: Notation
  value: unknown
}

const MEANINGS = ['cel', 'template', 'path', 'answer', 'body', 'planned'] as const

/** Every value of a manifest whose schema says how it is to be read, in the order in which it stands there. */
export function* notations(schema: unknown, value: unknown, place = ''): Generator<NotedText> {
  const { planned } = schema as Schema
  const known = memberFor(schema as Schema, value)
  if (planned || MEANINGS.some((meaning) => known[meaning])) {
    yield { place, notation: planned ? { planned } : known, value }
  }
  for (const [name, each] of entriesOf(value)) {
    const inner = schemaOf(known, name)
    if (inner) {
      yield* notations(inner, each, place ? `${place}.${name}` : name)
    }
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return entries.filter(([, each]) => each !== undefined)
}

function schemaOf({ properties, additionalProperties, items }: Schema, name: string) {
  return properties?.[name] ?? items ?? (additionalProperties || undefined)
}

/** Of several forms the one that a value has: told apart by its field, or by being a text, a list or an object. */
function memberFor(schema: Schema, value: unknown): Schema {
  const { oneOf, discriminator } = schema
  if (oneOf && discriminator) {
    const { propertyName } = discriminator
    const tag = (value as Record<string, unknown>)[propertyName]
    return oneOf.find(({ properties }) => properties?.[propertyName].const === tag) ?? schema
  }
  const chosen = schema.if && (passes(schema.if, value) ? schema.then : schema.else)
  return chosen ? memberFor(chosen, value) : schema
}

function passes({ type, required }: Test, value: unknown): boolean {
  if (required) {
    return Object.hasOwn(value as object, required[0])
  }
  return type === formOf(value)
}

function formOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}
