import {
  anything,
  constant,
  decimal,
  list,
  named,
  object,
  oneOf,
  optional,
  orText,
  plainText,
  whole,
  type Static,
} from './notation.js'

export const propertySchema = object({
  type: oneOf('string', 'number', 'integer', 'boolean', 'array'),
  title: plainText,
  description: optional(plainText),
  default: optional(anything),
  /** What the built-in vendor emulator understands; used where a source is tried in the sandbox. */
  sandbox: optional(anything),
  enum: optional(list(orText(plainText, decimal), { minItems: 1 })),
  /** What a person reads in place of a value of `enum`. */
  labels: optional(named(plainText)),
  /** Asked for where a live source is connected; the sandbox knows it, and there it cannot be changed. */
  liveOnly: optional(constant(true)),
  format: optional(
    oneOf('date', 'uri', 'email', 'secret', 'time-zone', 'currency', 'host', 'certificate')
  ),
  pattern: optional(plainText),
  minimum: optional(decimal),
  maximum: optional(decimal),
  minLength: optional(whole(0)),
  maxLength: optional(whole(0)),
  items: optional(object({ type: oneOf('string', 'number') })),
})
export type PropertySchema = Static<typeof propertySchema>

/**
 * JSON Schema (draft 2020-12) of an object; drawn as a form. Settings are not encrypted: the host refuses
 * `format: 'secret'` here, and secrets belong into the `fields` of a way of signing in.
 */
export const objectSchema = object({
  type: constant('object'),
  properties: named(propertySchema),
  required: optional(list(plainText)),
})
export type ObjectSchema = Static<typeof objectSchema>
