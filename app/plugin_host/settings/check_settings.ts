import type { ObjectSchema, PropertySchema } from '#kit'
import { isTimeZone } from '#shared/time_zones'

export type SettingsVerdict =
  | { status: 'valid'; values: Record<string, unknown> }
  | { status: 'invalid'; problems: Record<string, string> }

/**
 * Holds values against a settings schema: fills in defaults, reads numbers and booleans that a form sends as text,
 * leaves unknown fields out, and answers one sentence per field that is wrong.
 */
export function checkSettings(schema: ObjectSchema | undefined, given: unknown): SettingsVerdict {
  const source = new Map(Object.entries(Object(given)))
  const values: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    values[name] = readField(property, source.get(name))
    const isRequired = (schema?.required ?? []).includes(name)
    const problem = problemWith(property, values[name], isRequired)
    if (problem) {
      problems[name] = problem
    }
  }
  const isValid = Object.keys(problems).length === 0
  return isValid
    ? { status: 'valid', values: withoutAbsent(values) }
    : { status: 'invalid', problems }
}

function withoutAbsent(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function readField(property: PropertySchema, value: unknown): unknown {
  if (value === undefined || value === null || value === '') {
    return property.default
  }
  return typeof value === 'string' ? readText(property, value) : value
}

/** A form sends every value as text. */
function readText({ type, items }: PropertySchema, text: string): unknown {
  switch (type) {
    case 'number':
    case 'integer':
      return Number(text)
    case 'boolean':
      return text === 'true' || text === 'on'
    case 'array':
      return partsOf(text).map((part) => (items?.type === 'number' ? Number(part) : part))
    default:
      return text
  }
}

const partsOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

type Check = (property: PropertySchema, value: unknown) => string | undefined

function problemWith(property: PropertySchema, value: unknown, isRequired: boolean) {
  if (value === undefined) {
    return isRequired ? `${property.title} is missing.` : undefined
  }
  const checks: Check[] = [typeProblem, choiceProblem, rangeProblem, textProblem, formatProblem]
  for (const check of checks) {
    const problem = check(property, value)
    if (problem) {
      return `${property.title} ${problem}.`
    }
  }
  return undefined
}

const TYPES: Record<PropertySchema['type'], [(value: unknown) => boolean, string]> = {
  string: [(value) => typeof value === 'string', 'must be a text'],
  number: [(value) => Number.isFinite(value), 'must be a number'],
  integer: [(value) => Number.isSafeInteger(value), 'must be a whole number'],
  boolean: [(value) => typeof value === 'boolean', 'must be yes or no'],
  array: [(value) => Array.isArray(value), 'must be a list'],
}

const typeProblem: Check = ({ type, items }, value) => {
  const [fits, sentence] = TYPES[type]
  if (!fits(value)) {
    return sentence
  }
  if (!Array.isArray(value) || !items) {
    return undefined
  }
  const [each] = TYPES[items.type]
  return value.every(each) ? undefined : `must be a list of ${items.type}s`
}

const choiceProblem: Check = (property, value) =>
  property.enum && !property.enum.some((choice) => choice === value)
    ? `must be one of ${property.enum.join(', ')}`
    : undefined

const rangeProblem: Check = ({ minimum, maximum }, value) => {
  if (typeof value !== 'number') {
    return undefined
  }
  if (minimum !== undefined && value < minimum) {
    return `must be at least ${minimum}`
  }
  return maximum !== undefined && value > maximum ? `must be at most ${maximum}` : undefined
}

const textProblem: Check = ({ minLength = 0, maxLength = 10_000, pattern }, value) => {
  if (typeof value !== 'string') {
    return undefined
  }
  if (value.length < minLength || value.length > maxLength) {
    return `must have between ${minLength} and ${maxLength} characters`
  }
  return pattern && !new RegExp(pattern, 'u').test(value) ? 'does not look right' : undefined
}

const FORMATS: Record<
  NonNullable<PropertySchema['format']>,
  [(text: string) => boolean, string]
> = {
  'date': [
    (text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)),
    'must be a date like 2026-01-31',
  ],
  'uri': [(text) => URL.canParse(text), 'must be an address like https://example.com'],
  'host': [
    (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text),
    'must be a host like shop.example.com, without https:// and path',
  ],
  'email': [(text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), 'must be an e-mail address'],
  'secret': [() => true, ''],
  'certificate': [
    (text) => text.includes('-----BEGIN CERTIFICATE-----'),
    'must be a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----',
  ],
  'time-zone': [isTimeZone, 'must be a time zone like Europe/Amsterdam'],
  'currency': [(text) => /^[A-Z]{3}$/.test(text), 'must be a currency like EUR'],
}

const formatProblem: Check = ({ format }, value) => {
  if (!format || typeof value !== 'string') {
    return undefined
  }
  const [fits, sentence] = FORMATS[format]
  return fits(value) ? undefined : sentence
}
