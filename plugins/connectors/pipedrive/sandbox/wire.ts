import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const ORDER = {
  at: 'sort_by',
  direction: 'sort_direction',
  of: { id: 'key|digits:8|int', add_time: 'createdAt', update_time: 'changedAt' },
  otherwise: 'id',
}
const SORTING: WireRules = {
  sort_by: 'enum(id|add_time|update_time)',
  sort_direction: 'enum(asc|desc)',
}

/** Version 2: https://pipedrive.readme.io/docs/pipedrive-api-v2. Times are RFC 3339. */
const list = (name: string, { query, ...source }: WireEndpoint): WireEndpoint => ({
  get: `/api/v2/${name}`,
  page: `pages/${name}.json`,
  rows: 'data',
  query: { limit: 'int>=1<=500=100', cursor: 'text', ...query },
  paging: { by: 'cursor', at: 'cursor', size: 'limit', defaultSize: 100 },
  ...source,
})

const changing = (name: string, { query, ...source }: WireEndpoint): WireEndpoint =>
  list(name, {
    query: {
      ...SORTING,
      updated_since: 'since(changedAt, iso)',
      updated_until: 'before(changedAt, iso)',
      owner_id: 'is(owner_id)',
      ids: 'in(id)',
      include_fields: 'csv',
      custom_fields: 'csv',
      ...query,
    },
    order: ORDER,
    ...source,
  })

/** Version 1 of the lists that it still has; times without a zone are UTC. */
const older = (name: string, from: string): WireEndpoint[] =>
  ['/v1', '/api/v1'].map((root) => ({
    get: `${root}/${name}`,
    page: `pages/${name}_v1.json`,
    rows: 'data',
    from,
    query: { ...SORTING, sort: 'text', start: 'int>=0=0', limit: 'int>=1<=500=100' },
    order: ORDER,
    paging: { by: 'offset', at: 'start', size: 'limit', defaultSize: 100 },
  }))

export default defineVendorWire({
  docs: 'https://developers.pipedrive.com/docs/api/v1',
  hosts: ['api.pipedrive.com', '*.pipedrive.com'],
  auth: [
    { header: 'x-api-token: {key}', accepts: '3f1c9a0be7d24568a1b2c3d4e5f60718293a4b5c' },
    { oauth: true },
  ],
  oauth: { lifetime: 3599, answer: { api_domain: 'https://harborcoffee.pipedrive.com' } },
  endpoints: [
    changing('deals', {
      from: 'crmDeals',
      query: {
        status: 'in(status)',
        pipeline_id: 'is(pipeline_id)',
        stage_id: 'is(stage_id)',
        person_id: 'is(person_id)',
        org_id: 'is(org_id)',
        filter_id: 'int',
      },
    }),
    changing('persons', {
      from: 'crmContacts',
      query: { org_id: 'is(org_id)', deal_id: 'int', filter_id: 'int' },
    }),
    changing('organizations', { from: 'crmCompanies', query: { filter_id: 'int' } }),
    changing('activities', {
      from: 'crmActivities',
      query: {
        done: 'bool',
        deal_id: 'is(deal_id)',
        person_id: 'is(person_id)',
        org_id: 'is(org_id)',
        lead_id: 'text',
        filter_id: 'int',
      },
    }),
    list('pipelines', { from: 'crmDeals', group: ['pipelineKey'], query: SORTING }),
    list('stages', { from: 'crmStages', query: { ...SORTING, pipeline_id: 'is(pipeline_id)' } }),
    ...older('persons', 'crmContacts'),
    ...older('organizations', 'crmCompanies'),
    ...older('activities', 'crmActivities'),
    ...['/v1', '/api/v1'].flatMap((root): WireEndpoint[] => [
      { get: `${root}/users`, page: 'pages/users.json', rows: 'data', from: 'crmOwners' },
      { get: `${root}/users/me`, page: 'pages/me.json' },
    ]),
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 80,
    seconds: 2,
    headers: {
      'x-ratelimit-limit': '{{limit.requests}}',
      'x-ratelimit-remaining': '{{limit.remaining}}',
      'x-ratelimit-reset': '2',
      'x-daily-ratelimit-token-limit': '150000',
      'x-daily-ratelimit-token-remaining': '147158',
    },
  },
})
