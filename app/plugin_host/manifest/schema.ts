import { METRIC_UNITS } from '#shared/metric_units'
import { auth, scopes } from './schema_auth.js'
import {
  anyText,
  call,
  list,
  named,
  oneOf,
  settings,
  shape,
  text,
  texts,
  union,
} from './schema_parts.js'
import { accounts, http, titled } from './schema_stream.js'

const category = oneOf(
  'ads',
  'social',
  'analytics',
  'email',
  'crm',
  'commerce',
  'payments',
  'accounting',
  'operations',
  'seo',
  'files'
)

const connector = union('kind', {
  api: shape(
    {
      ...titled,
      category,
      channel: text,
      auth: { ...named(auth), minProperties: 1 },
      settings,
      http,
      check: shape(call),
      accounts,
    },
    ['title', 'category', 'auth', 'http', 'check', 'streams']
  ),
  file: shape(
    {
      title: anyText,
      category,
      channel: text,
      settings,
      accepts: shape(
        {
          formats: list(oneOf('csv', 'xlsx', 'json', 'ndjson')),
          compressions: list(oneOf('gzip')),
          maxBytes: { type: 'integer', minimum: 1 },
          maxColumns: { type: 'integer', minimum: 1 },
        },
        ['formats', 'compressions', 'maxBytes', 'maxColumns']
      ),
    },
    ['title', 'category', 'accepts']
  ),
})

const metricText = {
  label: anyText,
  help: anyText,
  unit: oneOf(...METRIC_UNITS.filter((unit) => unit !== 'number')),
  better: oneOf('up', 'down'),
  same: text,
}

const metric = union('aggregation', {
  sum: shape({ ...metricText, scale: oneOf('major', 'minor', 'micros') }, ['label', 'unit']),
  last: shape(metricText, ['label', 'unit']),
  none: shape(metricText, ['label', 'unit']),
  ratio: shape({ ...metricText, numerator: text, denominator: text, times: { type: 'number' } }, [
    'label',
    'unit',
    'numerator',
    'denominator',
  ]),
})

/** The shape of a manifest. What the shape cannot say is in `check_manifest.ts`. */
export const manifestSchema = shape(
  {
    id: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$',
      description: 'vendor/plugin in lower case',
    },
    version: {
      type: 'string',
      pattern: '^\\d+\\.\\d+\\.\\d+$',
      description: 'a version like 1.2.3',
    },
    sdk: { type: 'string', pattern: '^\\^\\d+(\\.\\d+)?$', description: 'a range like ^1.2' },
    title: anyText,
    summary: anyText,
    licence: text,
    publisher: text,
    icon: text,
    links: shape({ documentation: text, support: text, privacy: text }),
    texts,
    scopes,
    settings,
    metrics: named(metric),
    connectors: named(connector),
  },
  ['id', 'version', 'sdk', 'title', 'summary', 'licence', 'scopes']
)
