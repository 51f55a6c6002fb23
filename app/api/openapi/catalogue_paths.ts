import { problems } from './problems.js'
import { UNIT } from './result_schemas.js'

const text = { type: 'string' }
const nullable = (type: string) => ({ type: [type, 'null'] })
const momentOrNull = { type: ['string', 'null'], format: 'date-time' }
const words = (...values: string[]) => ({ ...text, enum: values })
const listOf = (items: object) => ({ type: 'array', items })

function object(properties: Record<string, object>, optional: string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', required, properties, additionalProperties: false }
}

const available = {
  type: 'boolean',
  description: 'Whether a connected source of this organization can answer it.',
}

const CatalogueMetric = object({
  id: { ...text, description: 'What `metrics` of a question names.' },
  label: text,
  help: text,
  group: text,
  unit: UNIT,
  kind: {
    ...words('additive', 'semi_additive', 'unique', 'extreme', 'ratio', 'formula'),
    description:
      'additive: adds up over everything. semi_additive: a state, whose last value of a period counts. unique: cannot be added. ' +
      'ratio: its two sides are added up and then divided.',
  },
  direction: { ...words('up', 'down', 'none'), description: 'Whether more is better.' },
  decimals: { type: 'integer', minimum: 0 },
  formula: { ...text, description: 'Over metric ids; the id itself where it is stored.' },
  synonyms: listOf(text),
  sourceId: {
    ...nullable('string'),
    description: 'The source that it belongs to, for columns of files.',
  },
  available,
})

const CatalogueDimension = object({
  id: { ...text, description: 'What `breakdowns` and `filters` of a question name.' },
  label: text,
  help: text,
  group: text,
  sourceId: nullable('string'),
  available,
})

const Source = object({
  id: { ...text, format: 'uuid' },
  slug: text,
  name: text,
  plugin: text,
  connector: text,
  kind: { type: ['string', 'null'], enum: ['api', 'file', 'webhook', 'database', null] },
  mode: {
    ...words('live', 'sandbox'),
    description: 'sandbox: sample data of the built-in vendors.',
  },
  state: words('pending', 'connected', 'needs_reconnect', 'paused'),
  reason: { ...nullable('string'), description: 'Why nothing is read for the moment.' },
  freshAt: momentOrNull,
  nextSyncAt: momentOrNull,
  lastSync: {
    oneOf: [
      { type: 'null' },
      object({
        id: { ...text, format: 'uuid' },
        kind: text,
        status: text,
        message: nullable('string'),
      }),
    ],
  },
  agreement: {
    ...object({
      status: words('matched', 'gap', 'unavailable'),
      percent: nullable('number'),
      at: momentOrNull,
      reason: nullable('string'),
    }),
    description:
      'How well the stored numbers agree with the vendor’s own totals; reason where they were not compared.',
  },
  openRejections: { type: 'integer', minimum: 0 },
})

const MarketplacePlugin = object({
  ...{ id: text, version: text, title: text, summary: text, publisher: nullable('string') },
  status: words(
    ...['unavailable', 'available', 'consent', 'enabled', 'disabled', 'uninstalling', 'failed']
  ),
  reason: { ...nullable('string'), description: 'Why it cannot be used for the moment.' },
  categories: listOf(text),
  adds: listOf(object({ kind: text, count: { type: 'integer', minimum: 1 } })),
})

export const CATALOGUE_SCHEMAS = {
  MarketplacePlugin,
  Plugins: object({ plugins: listOf({ $ref: '#/components/schemas/MarketplacePlugin' }) }),
  CatalogueMetric,
  CatalogueDimension,
  Source,
  Metrics: object({ metrics: listOf({ $ref: '#/components/schemas/CatalogueMetric' }) }),
  Dimensions: object({ dimensions: listOf({ $ref: '#/components/schemas/CatalogueDimension' }) }),
  Sources: object({ sources: listOf({ $ref: '#/components/schemas/Source' }) }),
}

const LIST_PARAMETERS = [
  {
    name: 'available',
    in: 'query',
    required: false,
    schema: words('true', 'false'),
    description: 'Only what can be answered, or what cannot.',
  },
  {
    name: 'search',
    in: 'query',
    required: false,
    schema: { ...text, maxLength: 80 },
    description: 'Part of an id, a label or a synonym.',
  },
]

function list(name: keyof typeof CATALOGUE_SCHEMAS, summary: string, parameters: object[] = []) {
  return {
    get: {
      operationId: `list${name}`,
      summary,
      description: 'Needs the scope metrics:read.',
      tags: ['Catalogue'],
      security: [{ apiKey: ['metrics:read'] }],
      parameters,
      responses: {
        200: {
          description: summary,
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
        },
        ...problems(422),
      },
    },
  }
}

export const cataloguePaths = {
  '/metrics': list('Metrics', 'Metrics that can be asked for', LIST_PARAMETERS),
  '/dimensions': list('Dimensions', 'Dimensions to break down and filter by', LIST_PARAMETERS),
  '/sources': list('Sources', 'Connected sources and how fresh they are'),
  '/marketplace/plugins': list('Plugins', 'Plugins that the organization has or can install'),
}
