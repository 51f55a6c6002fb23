import { ALERT_RULE_SCHEMA } from '#alerts'
import { problems } from './problems.js'

const text = { type: 'string' }
const textOrNull = { type: ['string', 'null'] }
const moment = { type: 'string', format: 'date-time' }
const momentOrNull = { type: ['string', 'null'], format: 'date-time' }
const day = { type: 'string', format: 'date' }
const count = { type: 'integer', minimum: 0 }
const id = { type: 'string', format: 'uuid' }

function object(properties: Record<string, unknown>) {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  }
}

const { name, kind, priority, question, condition, watch } = ALERT_RULE_SCHEMA.properties

export const ALERT_SCHEMAS = {
  NewAlertRule: ALERT_RULE_SCHEMA,
  AlertRule: object({
    ...{ id, name, advice: text, kind, priority, question, condition, watch },
    ...{ isOn: { type: 'boolean' }, falseAlarmsAMonth: count, falseAlarms: count },
    judgedUntil: {
      type: ['string', 'null'],
      format: 'date',
      description: 'Last complete day that was judged; null before the first one.',
    },
    notJudged: { ...textOrNull, description: 'Why no day can be judged; null where it can.' },
  }),
  Incident: object({
    ...{ id, title: text, message: text, priority },
    state: { ...text, enum: ['open', 'acknowledged', 'snoozed', 'resolved', 'auto_dismissed'] },
    direction: { ...text, enum: ['above', 'below', 'none'] },
    ruleId: { ...textOrNull, description: 'Null where several rules are behind it.' },
    ...{ firstDay: day, lastDay: day, breaches: count },
    assignee: { oneOf: [{ type: 'null' }, object({ id, name: text })] },
    ...{ snoozedUntil: momentOrNull, wasFalseAlarm: { type: 'boolean' } },
    ...{ openedAt: moment, closedAt: momentOrNull },
  }),
}

const schema = (of: string) => ({ $ref: `#/components/schemas/${of}` })
const json = (of: object) => ({ 'application/json': { schema: of } })
const listOf = (key: string, of: string, more = {}) =>
  object({ [key]: { type: 'array', items: schema(of) }, ...more })

const EXAMPLE = {
  name: 'Spend is unusual',
  kind: 'anomaly',
  priority: 'high',
  question: { metrics: ['spend'], breakdowns: ['channel'] },
  condition: { direction: 'either', sensitivity: 'medium', minimumPercent: 20 },
}

const operation = (operationId: string, summary: string, scope: string) => ({
  ...{ operationId, summary, description: `Needs the scope ${scope}.`, tags: ['Alerts'] },
  security: [{ apiKey: [scope] }],
})

export const alertPaths = {
  '/alerts': {
    get: {
      ...operation('listAlertRules', 'Alert rules', 'alerts:read'),
      responses: {
        200: { description: 'All rules.', content: json(listOf('rules', 'AlertRule')) },
        ...problems(),
      },
    },
    post: {
      ...operation('createAlertRule', 'Create an alert rule', 'alerts:write'),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schema('NewAlertRule'), example: EXAMPLE } },
      },
      responses: {
        201: {
          description: 'The rule. It is judged with the next sync.',
          content: json(schema('AlertRule')),
        },
        ...problems(413, 415, 422),
      },
    },
  },
  '/alerts/incidents': {
    get: {
      ...operation('listIncidents', 'Incidents, fifty at a time', 'alerts:read'),
      parameters: [
        {
          ...{ name: 'view', in: 'query' },
          schema: { type: 'string', enum: ['active', 'closed'], default: 'active' },
        },
        { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
      ],
      responses: {
        200: {
          description: 'Most urgent first, or latest closed first.',
          content: json(listOf('incidents', 'Incident', { total: count })),
        },
        ...problems(422),
      },
    },
  },
  '/alerts/incidents/{id}/acknowledgement': {
    post: {
      ...operation('acknowledgeIncident', 'Acknowledge an incident', 'alerts:write'),
      parameters: [{ name: 'id', in: 'path', required: true, schema: id }],
      responses: {
        200: { description: 'The incident.', content: json(schema('Incident')) },
        ...problems(404, 409),
      },
    },
  },
}
