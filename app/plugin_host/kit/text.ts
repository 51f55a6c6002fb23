/** Primitive notations of the contract. All of them survive JSON. */

/** ISO-8601 duration: `PT1H`, `P14D`. */
export type Duration = string
/** Dotted path into a record or response: `results`, `segments.date`, `items.0.id`; `$` is the whole of it. */
export type Path = string
/**
 * A CEL expression (https://cel.dev), compiled once and type-checked when the plugin is loaded. In scope, by
 * place: mapping sees `record`, `account`, `settings`; accounts see `record`, `parent`, `settings`; error rules
 * see `response` (`status`, `headers`, `body`) and `settings`. A missing field is null at any depth, never an error.
 *
 * Besides CEL's own functions: `number(x)` (numbers as text), `text(x)`, `lower(x)`, `upper(x)`, `humanize(x)`
 * (`SEARCH_PARTNERS` → `Search partners`), `coalesce(a, b)`, `micros(x)` (decimal major units → integer micros),
 * `minorToMicros(x, currency)` (minor units → integer micros; knows currencies with no and with three decimals),
 * `unixToIso(s)`, `millisToIso(ms)`, `lastSegment(path)`, `digits(x)`. Each answers null for null; a value of the wrong
 * kind rejects the record with a reason.
 */
export type Cel = string
/** A string with `{expression}` holes, each a CEL expression: `/v21/customers/{account.id}/x`. */
export type Template = string
/** Semver range: `^1.2`. */
export type Range = string
/** Text a person reads, in English or by a key of `texts`. The host puts the text in place of the key when it loads the plugin. */
export type Text = string | { i18n: string }
/** An export of the plugin's `hooks.ts`, by name: the manifest stays JSON. */
export type HookReference = `hooks.${string}`

/** A permission with the reason a person reads before installing. */
export interface Scope {
  /** `net:api.example.com`, `metrics:write`, `records:pii`, `files:read`. */
  id: string
  why: Text
  optional?: true
}

/**
 * JSON Schema (draft 2020-12) of an object; drawn as a form. Settings are not encrypted: the host refuses
 * `format: 'secret'` here, and secrets belong into the `fields` of a way of signing in.
 */
export interface ObjectSchema {
  type: 'object'
  properties: Record<string, PropertySchema>
  required?: string[]
}

export interface PropertySchema {
  type: 'string' | 'number' | 'integer' | 'boolean' | 'array'
  title: string
  description?: string
  default?: unknown
  enum?: (string | number)[]
  format?: 'date' | 'uri' | 'email' | 'secret' | 'time-zone' | 'currency'
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  items?: { type: 'string' | 'number' }
}
