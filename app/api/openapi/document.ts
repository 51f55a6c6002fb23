import { METRIC_QUERY_SCHEMA } from '#metrics'
import { alertPaths, ALERT_SCHEMAS } from './alert_paths.js'
import { annotationPaths, ANNOTATION_SCHEMAS } from './annotation_paths.js'
import { cataloguePaths, CATALOGUE_SCHEMAS } from './catalogue_paths.js'
import { dashboardPaths, DASHBOARD_SCHEMAS } from './dashboard_paths.js'
import { importDescriptionPaths } from './import_description.js'
import { importCancellationPaths, importPaths, IMPORT_SCHEMAS } from './import_paths.js'
import { goalPaths, GOAL_SCHEMAS } from './goal_paths.js'
import { kpiPaths, KPI_SCHEMAS } from './kpi_paths.js'
import { problems, PROBLEM_SCHEMA } from './problems.js'
import { reportPaths, REPORT_SCHEMAS } from './report_paths.js'
import { RESULT_SCHEMAS } from './result_schemas.js'
import { sourceStreamPaths, SOURCE_STREAM_SCHEMAS } from './source_stream_paths.js'
import { eventPaths } from './event_paths.js'
import { syncPaths, SYNC_SCHEMAS } from './sync_paths.js'

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (name: string) => ({ 'application/json': { schema: schema(name) } })

/** How many requests are left, in the header fields of the IETF draft on rate limits. */
const RATE_HEADERS = {
  'RateLimit': {
    description: 'Requests left (r) and seconds until the window ends (t).',
    schema: { type: 'string' },
  },
  'RateLimit-Policy': {
    description: 'Requests allowed (q) in a window of seconds (w).',
    schema: { type: 'string' },
  },
}

const EXAMPLE = {
  metrics: ['spend', 'clicks', 'ctr'],
  breakdowns: ['channel'],
  range: { preset: 'last_30_days' },
  grain: 'week',
  comparison: 'previous_period',
  currency: 'EUR',
}

const metricsQuery = {
  post: {
    operationId: 'queryMetrics',
    summary: 'Query metrics over time and dimensions',
    description: 'Returns the same values as the application. Needs the scope metrics:read.',
    tags: ['Metrics'],
    security: [{ apiKey: ['metrics:read'] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schema('MetricQuery'), example: EXAMPLE } },
    },
    responses: {
      200: {
        description: 'Series, totals and provenance.',
        headers: RATE_HEADERS,
        content: json('MetricResult'),
      },
      ...problems(413, 415, 422),
    },
  },
}

const document = {
  get: {
    operationId: 'readDescription',
    summary: 'This document',
    tags: ['Description'],
    security: [],
    responses: {
      200: {
        description: 'OpenAPI 3.1.',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  },
}

const COMPONENTS = {
  securitySchemes: {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      description: 'qd_live_… from Settings, API keys.',
    },
  },
  schemas: {
    MetricQuery: METRIC_QUERY_SCHEMA,
    ...RESULT_SCHEMAS,
    ...CATALOGUE_SCHEMAS,
    ...ALERT_SCHEMAS,
    ...ANNOTATION_SCHEMAS,
    ...REPORT_SCHEMAS,
    ...DASHBOARD_SCHEMAS,
    ...KPI_SCHEMAS,
    ...GOAL_SCHEMAS,
    ...IMPORT_SCHEMAS,
    ...SYNC_SCHEMAS,
    ...SOURCE_STREAM_SCHEMAS,
    Problem: PROBLEM_SCHEMA,
  },
}

const TAGS = [
  ...['Metrics', 'Catalogue', 'Dashboards', 'Sources', 'Imports', 'Syncs'],
  ...['Events', 'Alerts', 'Annotations', 'Reports', 'KPIs', 'Goals', 'Description'],
]

/** OpenAPI 3.1 of everything under `/api/v1`. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quarterdeck API',
      version: '1.0.0',
      description:
        'Numbers, imports and syncs of one organization. Send an API key as a bearer token; cookies are not read. ' +
        'Every error is a problem document (RFC 9457) with a code and a sentence.',
    },
    servers: [{ url: '/api/v1' }],
    tags: TAGS.map((name) => ({ name })),
    security: [{ apiKey: [] }],
    paths: {
      '/metrics/query': metricsQuery,
      ...cataloguePaths,
      '/dashboards/{id}': dashboardPaths,
      '/sources/{id}/streams': sourceStreamPaths,
      '/imports': importPaths,
      '/imports/{id}': importDescriptionPaths,
      '/imports/{id}/cancellation': importCancellationPaths,
      '/syncs/{id}': syncPaths,
      '/events/stream': eventPaths,
      ...alertPaths,
      '/annotations': annotationPaths,
      ...reportPaths,
      ...kpiPaths,
      ...goalPaths,
      '/openapi.json': document,
    },
    components: COMPONENTS,
  }
}
