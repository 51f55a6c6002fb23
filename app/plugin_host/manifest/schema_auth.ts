import {
  anyText,
  duration,
  flag,
  list,
  named,
  oneOf,
  shape,
  text,
  texts,
  union,
} from './schema_parts.js'

export const scopes = list(
  shape({ id: text, why: anyText, optional: { const: true } }, ['id', 'why'])
)

const fields = {
  ...named(
    shape({ label: anyText, secret: { const: true }, pattern: text, help: anyText }, ['label'])
  ),
  minProperties: 1,
}

const header = { type: 'array', minItems: 2, maxItems: 2, items: text }

export const auth = union('kind', {
  oauth2: shape(
    {
      authorize: text,
      token: text,
      revoke: text,
      scopes,
      pkce: flag,
      clientAuth: oneOf('body', 'basic'),
      scopeSeparator: text,
      parameters: texts,
      lifetime: duration,
      rotates: flag,
      clientFields: fields,
      sandbox: shape({ clientId: text, clientSecret: text, fields: texts }, [
        'clientId',
        'clientSecret',
      ]),
      header,
    },
    ['authorize', 'token', 'scopes']
  ),
  apiKey: shape({ fields, sandbox: texts, header, query: header }, ['fields']),
  basic: shape({ fields, sandbox: texts, user: text, password: text }, [
    'fields',
    'user',
    'password',
  ]),
  none: shape({}),
})

const actions = [
  'retry',
  'rateLimited',
  'refreshAuth',
  'reconnect',
  'restart',
  'skip',
  'narrow',
  'fail',
]

export const errorRule = shape(
  {
    status: list({ type: 'integer', minimum: 100, maximum: 599 }),
    when: text,
    then: oneOf(...actions),
    wait: text,
    kind: oneOf('configuration', 'authorization', 'temporary', 'permanent'),
    say: anyText,
  },
  ['then']
)
