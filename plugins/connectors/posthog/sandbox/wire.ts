import { defineVendorWire, type WireEndpoint } from '#kit'

/** One project of one shop; its days are those of its zone. */
const SITE = { siteKey: 'site/europe' }
const ZONE = 'Europe/Amsterdam'
const EVENT = 'name|map:page_view=$pageview'
const DEVICE = '{{device|map:mobile=Mobile,desktop=Desktop}}'
const revenue = [
  'toFloat(properties.revenue)',
  'toFloatOrZero(properties.revenue)',
  'toFloat(coalesce(properties.revenue, 0))',
  'toFloat(properties.$revenue)',
  'properties.revenue',
]
const all = (names: string[], hole: string) => Object.fromEntries(names.map((name) => [name, hole]))
const distinct = (names: string[], hole: string) =>
  all(
    names.flatMap((name) => [`uniq(${name})`, `count(distinct ${name})`, `uniqExact(${name})`]),
    hole
  )
const ofEvent = (ours: string, theirs: string) =>
  all(
    [`countIf(event = '${theirs}')`, `sum(if(event = '${theirs}', 1, 0))`],
    `{{members|countIf:name=${ours}}}`
  )

/** https://posthog.com/docs/hogql : what is selected from events, and how it is counted. */
const DIMENSIONS = {
  ...all(
    [
      'toDate(timestamp)',
      'toDate(toStartOfDay(timestamp))',
      'toStringDay(timestamp)',
      'toString(toDate(timestamp))',
      "formatDateTime(timestamp, '%Y-%m-%d')",
    ],
    '{{day}}'
  ),
  'event': `{{${EVENT}}}`,
  'properties.utm_source': '{{source}}',
  'properties.utm_medium': '{{medium}}',
  'properties.utm_campaign': '{{campaign}}',
  'properties.$device_type': DEVICE,
  'properties.$pathname': '{{page}}',
  'properties.$host': '{{siteKey|map:*=nl.harbor-coffee.example}}',
  'properties.$geoip_country_code': '{{country}}',
  'properties.currency': '{{currency}}',
}
const METRICS = {
  ...all(['count()', 'count(*)', 'count(uuid)'], '{{members|count}}'),
  ...distinct(
    ['person_id', 'distinct_id', 'person.id', 'events.person_id'],
    '{{members|distinct:userKey}}'
  ),
  ...distinct(
    ['properties.$session_id', '$session_id', 'session.id'],
    '{{members|distinct:sessionKey}}'
  ),
  ...ofEvent('page_view', '$pageview'),
  ...ofEvent('add_to_cart', 'add_to_cart'),
  ...ofEvent('begin_checkout', 'begin_checkout'),
  ...ofEvent('purchase', 'purchase'),
  ...all(
    revenue.flatMap((value) => [`sum(${value})`, `sumIf(${value}, event = 'purchase')`]),
    '{{amount|or:0|major}}'
  ),
}

const query = (root: string): WireEndpoint => ({
  post: `/api/${root}/309484/query/`,
  page: 'pages/query.json',
  rows: 'results',
  from: 'webEvents',
  where: SITE,
  sort: 'day',
  body: {
    'query.kind': 'const(HogQLQuery)!',
    'query.query': 'text!',
    'query.tags': 'any',
    'refresh': 'any',
    'client_query_id': 'text',
    'name': 'text',
    'async': 'enum(false)',
  },
  parts: {
    at: 'body.query.query',
    pattern: String.raw`select\s+(?<columns>.+?)\s+from\s+events(?:\s+where\s+(?<where>.+?))?(?:\s+group\s+by\s+(?<group>.+?))?(?:\s+order\s+by\s+(?<order>.+?))?(?:\s+limit\s+(?<limit>\d+))?(?:\s+offset\s+(?<offset>\d+))?;?`,
  },
  dimensions: { at: 'parts.columns', of: DIMENSIONS },
  metrics: { at: 'parts.columns', of: METRICS },
  conditions: [
    {
      at: 'parts.where',
      text: String.raw`/(?<field>toDate\(timestamp\)|timestamp|event)\s*(?<operator>>=|<=|=|<|>|\bin\b)\s*(?:toDate\w*\(|\()?(?<value>'[^)]*?')(?:,\s*'[\w/]+')?\)?(?=\s|$|\))/`,
      operators: {
        '>=': 'since',
        '<=': 'until',
        '>': 'after',
        '<': 'before',
        '=': 'is',
        'in': 'in',
        'IN': 'in',
      },
      of: { 'timestamp': `at|local:${ZONE}`, 'toDate(timestamp)': 'day', 'event': EVENT },
    },
  ],
  paging: { by: 'offset', at: 'parts.offset', size: 'parts.limit', defaultSize: 100 },
})

export default defineVendorWire({
  docs: 'https://posthog.com/docs/api/queries',
  hosts: ['eu.posthog.com', 'us.posthog.com', 'app.posthog.com'],
  auth: {
    header: 'Authorization: Bearer {key}',
    accepts: 'phx_Zk3vQ8xT1mB6nC0rL5yW9dF2hJ7pS4gAeU6iO',
  },
  endpoints: [
    { get: '/api/users/@me/', page: 'pages/me.json' },
    { get: '/api/projects/', query: { limit: 'int', offset: 'int' }, page: 'pages/projects.json' },
    { get: '/api/projects/309484/', page: 'pages/project.json' },
    {
      get: '/api/projects/309484/events/',
      query: {
        limit: 'int>=1<=100=100',
        offset: 'int',
        before: 'before(at, iso)',
        after: 'after(at, iso)',
        event: `is(${EVENT})`,
        distinct_id: 'text',
      },
      page: 'pages/events.json',
      rows: 'results',
      from: 'webEvents',
      where: SITE,
      sort: '-at',
      paging: { by: 'offset', at: 'offset', size: 'limit' },
      replyHeaders: { 'x-posthog-warn': 'https://posthog.com/docs/api/events' },
    },
    query('projects'),
    query('environments'),
  ],
  errors: 'pages/errors.json',
  limits: { requests: 2400, seconds: 3600 },
})
