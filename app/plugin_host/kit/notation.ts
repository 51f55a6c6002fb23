import type { Place } from '#shared/expressions/places'
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'

/**
 * How a part of the contract is written down: one value is at once the TypeScript type (`Static`), the JSON Schema, and the
 * list of places that hold expressions. All of it survives JSON.
 */

/** What a text of the manifest means, as keywords of its schema. */
export interface Notation {
  /** A CEL expression, evaluated at this place. */
  cel?: Place
  /** A text with `{expression}` holes. */
  template?: Place
  /** A dotted path into a record. */
  path?: true
  /** A path into the answer's body, or an expression evaluated at this place. */
  answer?: Place
  /** Any JSON whose texts are templates. */
  body?: Place
  /** Part of the contract that no installation carries out yet; refused with its place. */
  planned?: string
}

const text = (notation: Notation = {}) => Type.String({ minLength: 1, ...notation })

/** A CEL expression (https://cel.dev). A missing field is null at any depth, never an error. */
export const cel = (place: Place) => text({ cel: place })
/** A text with `{expression}` holes: `/v25/customers/{account.id}`. `{{` and `}}` are braces themselves. */
export const template = (place: Place) => text({ template: place })
export const plainText = text()
/** A dotted path into a record: `segments.date`, `items.0.id`; `$` is the whole of it. */
export const path = text({ path: true })
/** A path into the body of the answer (`data.items`), or an expression over `response`. */
export const answer = text({ answer: 'response' })
/** The same for records, where an expression also sees the `window` that was asked for. */
export const listed = text({ answer: 'listed' })
/** JSON whose texts are templates. A text that is one hole alone keeps the type of what it answers. */
export const body = (place: Place) => Type.Unknown({ body: place })

/** ISO-8601 duration of days, hours, minutes and seconds: `PT1H`, `P14D`. */
export const duration = Type.String({
  pattern: '^P(?!$)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  description: 'a duration such as PT30S or P14D',
})
export const whole = (minimum: number, maximum?: number) => Type.Integer({ minimum, maximum })
export const flag = Type.Boolean()

/** One of two forms, told apart by what the value is, so that a mistake is reported in the right one only. */
const choice = <Then extends TSchema, Else extends TSchema>(
  test: object,
  then: Then,
  otherwise: Else
) => Type.Unsafe<Static<Then> | Static<Else>>({ if: test, then, else: otherwise })

/** A text, or something else. */
export const orText = <Short extends TSchema, Long extends TSchema>(short: Short, long: Long) =>
  choice({ type: 'string' }, short, long)

/** One, or a list of at least one. */
export const oneOrMore = <Member extends TSchema>(member: Member) =>
  choice({ type: 'array' }, Type.Array(member, { minItems: 1 }), member)

/** Told apart by a field that only the first has. */
export const withField = <First extends TSchema, Second extends TSchema>(
  field: string,
  first: First,
  second: Second
) => choice({ required: [field] }, first, second)

/** Text a person reads: English, or a key of the manifest's `texts`. */
export const humanText = choice({ type: 'object' }, Type.Object({ i18n: text() }), text())

/** An object of exactly these fields. */
export const object = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

export const optional = Type.Optional
export const list = <Member extends TSchema>(member: Member, options: { minItems?: number } = {}) =>
  Type.Array(member, options)

/** Values by name. */
export const named = <Value extends TSchema>(value: Value, options: object = {}) =>
  Type.Unsafe<Record<string, Static<Value>>>({
    type: 'object',
    additionalProperties: value,
    ...options,
  })

export const oneOf = <const Values extends readonly (string | number)[]>(...values: Values) =>
  Type.Unsafe<Values[number]>({ enum: values })

/** Members told apart by one field, so that a mistake is reported in the right one only. */
export const variants = <const Members extends readonly TObject[]>(
  propertyName: string,
  members: Members
) =>
  Type.Unsafe<Static<Members[number]>>({
    type: 'object',
    discriminator: { propertyName },
    oneOf: members,
  })

/** A part that the contract has and no installation carries out yet. */
export const planned = <Schema extends TSchema>(schema: Schema, why: string): Schema => ({
  ...schema,
  planned: why,
})

/** Says of a text which form it has to have. */
export const shaped = (pattern: string, description: string, notation: Notation = {}) =>
  Type.String({ minLength: 1, pattern, description, ...notation })

export const constant = Type.Literal
export const anything = Type.Unknown()
export const decimal = Type.Number()
export type { Static } from 'typebox'

export type Duration = Static<typeof duration>
export type Path = Static<typeof path>
export type Cel = string
export type Template = string
export type Answer = string
export type Text = Static<typeof humanText>
/** Semver range: `^1.2`. */
export type Range = string
