/** Building blocks of the manifest's JSON Schema (draft 2020-12 as far as ajv's default dialect reads it). */
export const text = { type: 'string', minLength: 1 }
export const anyText = {
  anyOf: [text, { type: 'object', properties: { i18n: text }, required: ['i18n'] }],
}
export const flag = { type: 'boolean' }
export const expressions = { type: 'object', additionalProperties: text }
export const texts = { type: 'object', additionalProperties: text }

export const duration = {
  type: 'string',
  pattern: '^P(?!$)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  description: 'a duration such as PT30S or P14D',
}

export function shape(properties: Record<string, object>, required: string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false }
}

export const list = (items: object) => ({ type: 'array', items })
export const named = (values: object) => ({ type: 'object', additionalProperties: values })
export const oneOf = (...values: (string | number)[]) => ({ enum: values })

/** A union told apart by one field, so that a mistake is reported in the right member only. */
export function union(field: string, members: Record<string, object>) {
  return {
    type: 'object',
    discriminator: { propertyName: field },
    oneOf: Object.entries(members).map(([value, member]) => withTag(field, value, member)),
  }
}

interface ObjectPart {
  properties?: Record<string, object>
  required?: string[]
}

function withTag(field: string, value: string, member: ObjectPart) {
  const properties = { ...member.properties, [field]: { const: value } }
  return { ...member, properties, required: [...(member.required ?? []), field] }
}

export const call = {
  get: text,
  post: text,
  query: { type: 'object', additionalProperties: { anyOf: [text, list(text)] } },
  body: {},
}

export const page = union('by', {
  none: shape({}),
  offset: shape(
    {
      size: { type: 'integer', minimum: 1 },
      sizeParameter: text,
      offsetParameter: text,
      total: text,
    },
    ['size', 'sizeParameter', 'offsetParameter']
  ),
  page: shape(
    {
      size: { type: 'integer', minimum: 1 },
      sizeParameter: text,
      pageParameter: text,
      first: oneOf(0, 1),
      last: text,
    },
    ['size', 'pageParameter']
  ),
  cursor: shape(
    { next: text, parameter: text, size: { type: 'integer', minimum: 1 }, sizeParameter: text },
    ['next', 'parameter']
  ),
  lastId: shape(
    {
      id: text,
      parameter: text,
      more: text,
      size: { type: 'integer', minimum: 1 },
      sizeParameter: text,
    },
    ['id', 'parameter', 'more']
  ),
  link: shape({ in: oneOf('header', 'body'), path: text }, ['in']),
})

/** The form of settings: a JSON Schema of an object, of which the host draws a form. */
export const settings = shape(
  {
    type: { const: 'object' },
    properties: named({
      ...shape(
        {
          type: oneOf('string', 'number', 'integer', 'boolean', 'array'),
          title: text,
          description: text,
          default: {},
          enum: { type: 'array', minItems: 1 },
          format: oneOf('date', 'uri', 'email', 'secret', 'time-zone', 'currency'),
          pattern: text,
          minimum: { type: 'number' },
          maximum: { type: 'number' },
          minLength: { type: 'integer' },
          maxLength: { type: 'integer' },
          items: shape({ type: oneOf('string', 'number') }, ['type']),
        },
        ['type', 'title']
      ),
    }),
    required: list(text),
  },
  ['type', 'properties']
)
