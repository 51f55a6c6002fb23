import { errorRule } from './schema_auth.js'
import {
  anyText,
  call,
  duration,
  expressions,
  list,
  named,
  oneOf,
  page,
  shape,
  text,
  texts,
} from './schema_parts.js'

const paths = { anyOf: [text, { type: 'array', items: text, minItems: 1 }] }

const ancestor = shape({ kind: text, id: text, name: text }, ['kind', 'id', 'name'])

const entity = shape(
  { kind: text, id: text, name: text, ancestors: list(ancestor), attributes: expressions },
  ['kind', 'id', 'name']
)

const facts = shape(
  {
    mode: oneOf('event', 'daily', 'snapshot'),
    feeds: { anyOf: [oneOf('catalogue', 'detail'), list(text)] },
    date: text,
    timeZone: text,
    currency: text,
    entity,
    dimensions: expressions,
    metrics: { ...expressions, minProperties: 1, maxProperties: 64 },
    when: text,
  },
  ['mode', 'date', 'entity', 'metrics']
)

const events = shape(
  {
    id: text,
    name: text,
    at: text,
    actor: text,
    revenue: text,
    currency: text,
    properties: expressions,
    when: text,
  },
  ['id', 'name', 'at']
)

const totals = shape(
  { ...call, records: text, page, metrics: expressions, currency: text, when: text },
  ['records', 'metrics']
)

const cursor = shape(
  {
    field: text,
    format: oneOf('date', 'unix', 'iso'),
    step: duration,
    lookback: duration,
    earliest: duration,
  },
  ['field', 'format']
)

export const stream = shape(
  {
    ...call,
    title: text,
    records: text,
    key: paths,
    page,
    cursor,
    order: { const: 'newestFirst' },
    each: { const: 'account' },
    drop: list(text),
    personal: list(text),
    map: { type: 'string', pattern: '^hooks\\.' },
    entity,
    facts,
    events,
    totals,
    updates: list(shape({ stream: text, record: text, when: text }, ['stream', 'record'])),
    stateVersion: { type: 'integer', minimum: 1 },
  },
  ['records', 'key']
)

export const http = shape(
  {
    base: {
      type: 'string',
      pattern: '^https://[^/]+$',
      description: 'an address like https://host',
    },
    headers: texts,
    page,
    timeout: duration,
    errors: list(errorRule),
    retry: shape({
      attempts: { type: 'integer', minimum: 1, maximum: 10 },
      base: duration,
      cap: duration,
    }),
    limits: list(
      shape(
        {
          per: oneOf('connection', 'account', 'app'),
          requests: { type: 'integer', minimum: 1 },
          every: duration,
        },
        ['per', 'requests', 'every']
      )
    ),
    quota: shape({ remaining: text, reset: text }, ['remaining']),
  },
  ['base']
)

export const accounts = shape(
  {
    ...call,
    parents: shape({ ...call, records: text, page, fields: expressions }, ['records', 'fields']),
    page,
    records: text,
    id: text,
    name: text,
    currency: text,
    timeZone: text,
    attributes: expressions,
    when: text,
  },
  ['records', 'id', 'name']
)

export const titled = { title: anyText, streams: { ...named(stream), minProperties: 1 } }
