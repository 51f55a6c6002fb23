import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Refusal } from '#foundation'
import type { RuleAttributes } from '../actions/save_rule.js'
import { ALERT_RULE_SCHEMA } from './rule_schema.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const validate = new Ajv2020({ strict: false, formats: { uuid: UUID } }).compile<Given>(
  ALERT_RULE_SCHEMA
)

type Given = Pick<RuleAttributes, 'name' | 'kind' | 'priority' | 'condition'> &
  Partial<Omit<RuleAttributes, 'watch'>> & { watch?: Partial<RuleAttributes['watch']> }

/** By the day, since a pace is a place within a period. */
const BY_THE_DAY = ['budget', 'goal', 'no_data']

/** Reads a rule that came from a page or a program. Whether its question has an answer is asked before it is saved. */
export function readRule(input: unknown): RuleAttributes {
  if (!validate(input)) {
    throw Refusal.ofField(...faultOf(validate.errors ?? []))
  }
  const { advice, question = null, falseAlarmsAMonth = 1, isOn = true, ...given } = input
  return {
    ...{ ...given, name: given.name.trim(), advice: advice?.trim() ?? '', question },
    ...{ falseAlarmsAMonth, isOn, watch: watchOf(given) },
  } as RuleAttributes
}

function watchOf({ kind, watch = {} }: Pick<Given, 'kind' | 'watch'>): RuleAttributes['watch'] {
  const { every = 'day', persistence = 1, weekdays = [] } = watch
  return { every: BY_THE_DAY.includes(kind) ? 'day' : every, persistence, weekdays }
}

/** The innermost fault: which branch of the form failed is no news to anybody. */
function faultOf(errors: ErrorObject[]): [field: string, message: string] {
  const error = errors.find(({ keyword }) => keyword !== 'if') ?? errors[0]
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>
  const own = missingProperty ?? additionalProperty
  const field =
    [...error.instancePath.split('/').slice(1), ...(own ? [own] : [])].join('.') || 'body'
  return [field, sentenceOf(field, error)]
}

function sentenceOf(field: string, { keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `\`${field}\` is missing.`
    case 'additionalProperties':
      return `\`${field}\` is not part of an alert rule of this kind.`
    case 'enum':
      return `\`${field}\` must be one of ${[params.allowedValues].flat().map(String).join(', ')}.`
    case 'type':
      return `\`${field}\` must be ${[params.type].flat().join(' or ')}.`
    default:
      return `\`${field}\` ${message ?? 'has the wrong form'}.`
  }
}
