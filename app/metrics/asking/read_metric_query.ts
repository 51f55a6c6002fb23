import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Refusal } from '#foundation'
import type { MetricQuery } from '../types.js'
import { METRIC_QUERY_SCHEMA } from './question_schema.js'

const RULES = { strict: true, strictTypes: false, strictRequired: false }
const validate = new Ajv2020(RULES).compile<MetricQuery>(METRIC_QUERY_SCHEMA)

/** Names every fault of a question, which is for questions that somebody wrote and not for a hundred thousand wrong filters. */
const findFaults = new Ajv2020({ ...RULES, allErrors: true }).compile(METRIC_QUERY_SCHEMA)
const MOST_CHARACTERS = 10_000

interface FieldFault {
  field: string
  message: string
  rule: string
}

/** Reads a question that came from outside. Its form is checked here, its meaning when it is asked. */
export function readMetricQuery(input: unknown): MetricQuery {
  if (validate(input)) {
    return input
  }
  const errors = faultsOf(input)
    .filter(({ keyword, schemaPath }) => isTelling(keyword, schemaPath))
    .map(faultOf)
  throw new Refusal({
    code: 'E_VALIDATION',
    status: 422,
    message: `This question cannot be read, so nothing was computed. ${errors.map(({ message }) => message).join(' ')}`,
    detail: { errors },
  })
}

function faultsOf(input: unknown): ErrorObject[] {
  const isShort = JSON.stringify(input ?? null).length <= MOST_CHARACTERS
  return (isShort && !findFaults(input) ? findFaults.errors : validate.errors) ?? []
}

/** What is said by another fault already is not said twice. */
function isTelling(keyword: string, schemaPath: string) {
  return keyword !== 'propertyNames' && (keyword === 'pattern' || !schemaPath.includes('/oneOf/'))
}

function faultOf(error: ErrorObject): FieldFault {
  const field = fieldOf(error)
  const describe = SENTENCES[error.keyword]
  const message = describe ? describe(field, error.params) : `\`${field}\` ${error.message}.`
  return { field, message, rule: error.keyword }
}

function fieldOf({ instancePath, params }: ErrorObject) {
  const own = params.missingProperty ?? params.additionalProperty
  const path = [...instancePath.split('/').slice(1), ...(own ? [own] : [])]
  return path.join('.') || 'body'
}

/** What a person reads where a text has the wrong form. */
const FORMS: Record<string, string> = {
  'currency': 'three capital letters such as EUR',
  'range.from': 'a day such as 2026-01-31',
  'range.to': 'a day such as 2026-01-31',
}

type Sentence = (field: string, params: ErrorObject['params']) => string

const SENTENCES: Record<string, Sentence> = {
  required: (field) => `\`${field}\` is missing.`,
  additionalProperties: (field) => `\`${field}\` is not part of a question.`,
  enum: (field, { allowedValues }) =>
    `\`${field}\` must be one of ${allowedValues.map(String).join(', ')}.`,
  type: (field, { type }) => `\`${field}\` must be ${[type].flat().join(' or ')}.`,
  oneOf: (field) => `\`${field}\` takes either from and to, or a preset.`,
  minimum: (field, { limit }) => `\`${field}\` must be at least ${limit}.`,
  maximum: (field, { limit }) => `\`${field}\` must be at most ${limit}.`,
  maxLength: (field, { limit }) => `\`${field}\` has at most ${limit} characters.`,
  pattern: (field) =>
    `\`${field}\` is not written as it should be: ${FORMS[field] ?? 'see /api/v1/openapi.json'}.`,
  minItems: (field, { limit }) => `\`${field}\` needs at least ${limit}.`,
  maxItems: (field, { limit }) => `\`${field}\` takes at most ${limit}.`,
}
