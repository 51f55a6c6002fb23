import { problems } from './problems.js'
import { nullable, object, ref } from './schema_words.js'

const text = (maxLength: number, more = {}) => ({ type: 'string', maxLength, ...more })
const moment = { type: 'string', format: 'date-time' }
const revision = { type: 'integer', minimum: 1 }

const attributes = {
  label: text(80, { minLength: 1 }),
  help: { ...nullable('string'), maxLength: 500 },
  formula: text(500, {
    minLength: 1,
    description:
      'Over metrics and other KPIs: "percent((revenue - spend) / revenue)". Ids with other characters than letters, digits and _ stand in square brackets.',
  }),
  direction: { type: 'string', enum: ['up', 'down', 'none'], default: 'up' },
  decimals: {
    ...nullable('integer'),
    minimum: 0,
    maximum: 6,
    description: 'As many as its unit has where null.',
  },
}

export const KPI_SCHEMAS = {
  NewKpi: object(
    {
      ...attributes,
      revision: {
        ...revision,
        description: 'Of a change: the revision that was read. Refused with 409 where it is old.',
      },
    },
    ['help', 'direction', 'decimals', 'revision']
  ),
  Kpi: object({
    id: text(80, { description: 'For ever; what `metrics` of a question names.' }),
    ...attributes,
    ...{ revision, changedAt: moment, deletedAt: { ...moment, type: ['string', 'null'] } },
  }),
}

const json = (schema: object) => ({ 'application/json': { schema } })
const EXAMPLE = { label: 'Profit after ads', formula: 'gross_profit - spend', direction: 'up' }

const operation = (operationId: string, summary: string, scope: string) => ({
  ...{ operationId, summary, description: `Needs the scope ${scope}.`, tags: ['KPIs'] },
  security: [{ apiKey: [scope] }],
})

const requestBody = {
  required: true,
  content: { 'application/json': { schema: ref('NewKpi'), example: EXAMPLE } },
}

const parameters = [{ name: 'kpi', in: 'path', required: true, schema: { type: 'string' } }]

export const kpiPaths = {
  '/kpis': {
    get: {
      ...operation('listKpis', 'KPIs', 'kpis:read'),
      responses: {
        200: {
          description: 'All of them, the deleted ones too.',
          content: json(object({ kpis: { type: 'array', items: ref('Kpi') } })),
        },
        ...problems(),
      },
    },
    post: {
      ...operation('createKpi', 'Create a KPI', 'kpis:write'),
      requestBody,
      responses: {
        201: { description: 'The KPI.', content: json(ref('Kpi')) },
        ...problems(413, 415, 422),
      },
    },
  },
  '/kpis/{kpi}': {
    put: {
      ...operation('changeKpi', 'Change or restore a KPI', 'kpis:write'),
      ...{ parameters, requestBody },
      responses: {
        200: { description: 'The KPI.', content: json(ref('Kpi')) },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    delete: {
      ...operation('deleteKpi', 'Delete a KPI', 'kpis:write'),
      parameters,
      responses: {
        204: { description: 'Deleted. A change restores it.' },
        ...problems(404),
      },
    },
  },
}
