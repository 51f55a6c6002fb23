import vine from '@vinejs/vine'
import { visibleName } from '#identity'
import { AMOUNTS, DAY_FORMATS, USES } from '../design.js'

/** Names of parameters and headers (RFC 9110 token, and what parameters add to it). */
const parameter = () =>
  vine
    .string()
    .trim()
    .maxLength(200)
    .regex(/^[\w!#$%&'*+.^`|~[\]:-]+$/)

const pairs = (most: number) =>
  vine
    .array(vine.object({ name: parameter(), value: vine.string().maxLength(4_000) }))
    .maxLength(most)

const path = () => vine.string().minLength(1).maxLength(1_000)

const auth = vine.union([
  vine.union.if(
    (value) => vine.helpers.isObject(value) && value.kind === 'apiKey',
    vine.object({
      kind: vine.literal('apiKey'),
      in: vine.enum(['header', 'query'] as const),
      name: parameter(),
    })
  ),
  vine.union.if(
    (value) => vine.helpers.isObject(value) && value.kind === 'client',
    vine.object({
      kind: vine.literal('client'),
      token: vine.string().trim().maxLength(2_000),
      scope: vine.string().trim().maxLength(1_000).nullable(),
    })
  ),
  vine.union.else(vine.object({ kind: vine.enum(['none', 'bearer', 'basic'] as const) })),
])

const stream = vine.object({
  name: vine.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  title: visibleName().maxLength(80),
  method: vine.enum(['GET', 'POST'] as const),
  path: vine.string().startsWith('/').maxLength(2_000),
  query: pairs(50),
  body: vine.string().maxLength(20_000).nullable(),
  graphql: vine
    .object({
      query: vine.string().minLength(1).maxLength(20_000),
      variables: vine.string().maxLength(10_000).nullable(),
    })
    .nullable(),
  window: vine
    .object({ from: parameter(), to: parameter().nullable(), format: vine.enum(DAY_FORMATS) })
    .nullable(),
  /** What a page may say stands in the contract, which the manifest is held against. */
  page: vine.object({ by: vine.string() }).allowUnknownProperties(),
  records: path(),
  fields: vine
    .array(
      vine.object({
        path: path(),
        use: vine.enum(USES),
        metric: vine.string().maxLength(200).optional(),
        amount: vine.enum(AMOUNTS).optional(),
        format: vine.string().maxLength(40).optional(),
      })
    )
    .maxLength(100),
  always: vine.array(path()).maxLength(100).optional(),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
})

/** Each stream is looked at, mapped and stored; a source has a handful. */
const MOST_STREAMS = 10

const design = {
  kind: vine.enum(['rest', 'graphql'] as const),
  title: visibleName().maxLength(80),
  host: vine.string().trim().toLowerCase().maxLength(253),
  auth,
  headers: pairs(20),
  streams: vine.array(stream).minLength(1).maxLength(MOST_STREAMS),
}

const asked = {
  design: vine.object(design),
  mode: vine.enum(['live', 'sandbox'] as const),
  credentials: vine.record(vine.string().maxLength(10_000)).optional(),
}

export const lookValidator = vine.create({
  ...asked,
  stream: vine.string().maxLength(60),
  /** The source whose stored secrets are asked with, while its description is changed. */
  source: vine.string().maxLength(200).optional(),
})

export const previewValidator = vine.create({
  design: vine.object(design),
  stream: vine.string().maxLength(60),
  records: vine.array(vine.any()).maxLength(200),
})

export const creationValidator = vine.create(asked)

export const changeValidator = vine.create({
  design: vine.object(design),
  credentials: vine.record(vine.string().maxLength(10_000)).optional(),
  numbers: vine.enum(['keep', 'again'] as const).optional(),
})
