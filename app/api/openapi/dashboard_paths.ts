import { problems } from './problems.js'
import { byName, nullable, object, ref } from './schema_words.js'

const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }
const place = object({ x: whole, y: whole, w: whole, h: whole })
const anything = { type: 'object', additionalProperties: true }
const listOf = (items: object) => ({ type: 'array', items })

const answered = object(
  {
    state: { ...text, enum: ['ready', 'partial'] },
    value: ref('MetricResult'),
    missing: {
      ...listOf(text),
      description: 'What the numbers leave out, as sentences; partial only.',
    },
  },
  ['missing']
)

const empty = object(
  { state: { const: 'empty' }, message: text, isUnconnected: { type: 'boolean' } },
  ['isUnconnected']
)

const failed = object({ state: { const: 'failed' }, code: text, message: text })

const Widget = object({
  id: { ...text, format: 'uuid' },
  title: text,
  view: {
    ...text,
    description: 'How it is drawn: metric, line, bar, table, goal, text and so on.',
  },
  question: { oneOf: [{ type: 'null' }, anything] },
  display: { ...byName(true), description: 'How it is drawn in detail, by its view.' },
  text: { ...text, description: 'Markdown of a text widget.' },
  layout: object({ lg: place, sm: place }),
  answer: {
    oneOf: [{ type: 'null' }, answered, empty, failed],
    description: 'null where the widget asks nothing.',
  },
  goal: {
    oneOf: [{ type: 'null' }, ref('GoalHead')],
    description: 'How the goal stands that the widget follows.',
  },
})

export const DASHBOARD_SCHEMAS = {
  DashboardWidget: Widget,
  Dashboard: object({
    id: { ...text, format: 'uuid' },
    slug: text,
    name: text,
    description: text,
    range: anything,
    currency: text,
    filters: listOf(anything),
    updatedAt: { ...text, format: 'date-time' },
    widgets: listOf(ref('DashboardWidget')),
  }),
}

const parameter = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  schema: nullable('string'),
  description,
})

export const dashboardPaths = {
  get: {
    operationId: 'readDashboard',
    summary: 'A dashboard with the answers of its widgets',
    description:
      'Dashboards that are shared with everyone in the organization, as they were published last. Needs the scope metrics:read.',
    tags: ['Dashboards'],
    security: [{ apiKey: ['metrics:read'] }],
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        schema: { ...text, format: 'uuid' },
        description: 'Its id.',
      },
      parameter('range', 'A preset such as last_28_days, or 2026-01-01..2026-03-31.'),
      parameter('currency', 'ISO 4217.'),
      parameter('filter', 'dimension~operator~value; may be repeated as filter[].'),
    ],
    responses: {
      200: {
        description: 'The dashboard.',
        content: { 'application/json': { schema: ref('Dashboard') } },
      },
      ...problems(404, 422),
    },
  },
}
