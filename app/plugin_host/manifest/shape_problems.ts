import { Ajv, type AnySchemaObject, type ErrorObject } from 'ajv'
import { plugin } from '../kit/manifest.js'

const validate = new Ajv({
  allErrors: true,
  discriminator: true,
  strict: false,
  verbose: true,
}).compile(plugin)

/** What is wrong with the shape of a manifest, one sentence per place. Empty where nothing is. */
export function shapeProblems(manifest: unknown): string[] {
  if (validate(manifest)) {
    return []
  }
  const errors = (validate.errors ?? []).filter(
    ({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames'
  )
  return [...new Set(errors.map(sentence))]
}

function sentence(error: ErrorObject): string {
  const place = placeOf(error.instancePath)
  const within = (name: string) => (place ? `${place}.${name}` : name)
  switch (error.keyword) {
    case 'required':
      return `${within(error.params.missingProperty)} is missing`
    case 'additionalProperties':
      return `${within(error.params.additionalProperty)} is not part of the contract`
    case 'discriminator':
      return tagSentence(error, within(error.params.tag))
    default:
      return `${place || 'the manifest'} ${expectation(error)}`
  }
}

function tagSentence({ params, parentSchema }: ErrorObject, place: string): string {
  const allowed = (parentSchema?.oneOf ?? []).map(
    (member: AnySchemaObject) => member.properties[params.tag].const
  )
  return params.tagValue === undefined
    ? `${place} is missing; it must be ${alternatives(allowed)}`
    : `${place} must be ${alternatives(allowed)}`
}

function expectation({ keyword, params, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${TYPES[params.type] ?? params.type}`
    case 'enum':
      return `must be ${alternatives(params.allowedValues)}`
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`
    default:
      return EXPECTATIONS[keyword] ?? `must be ${parentSchema?.description ?? 'different'}`
  }
}

const TYPES: Record<string, string> = {
  string: 'a text',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

const EXPECTATIONS: Record<string, string> = {
  minLength: 'is empty',
  minProperties: 'is empty',
  minItems: 'is empty',
  maxProperties: 'has too many entries',
  maxItems: 'has too many entries',
  minimum: 'is too small',
  maximum: 'is too large',
}

function alternatives(values: unknown[]): string {
  const shown = values.map((value) => `'${value}'`)
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

function placeOf(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}
