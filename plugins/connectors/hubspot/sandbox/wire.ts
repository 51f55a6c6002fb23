import { defineVendorWire, type WireConditions, type WireEndpoint, type WireRules } from '#kit'

const after = { by: 'cursor', size: 'limit', defaultSize: 10 } as const
/** https://developers.hubspot.com/docs/api-reference/search/guide: groups are alternatives; one group is enough for readers. */
const CONDITIONS: Omit<WireConditions, 'of'> = {
  at: 'body.filterGroups.*.filters',
  each: { field: 'propertyName', operator: 'operator', value: ['value', 'values'] },
  operators: { GTE: 'since', GT: 'after', LTE: 'until', LT: 'before', EQ: 'is', IN: 'in' },
}

const LISTED: WireRules = {
  limit: 'int>=1<=100=10',
  after: 'text',
  properties: 'csv',
  associations: 'csv',
  archived: 'enum(false)',
}
const SEARCHED: WireRules = {
  limit: 'int>=1<=200=10',
  after: 'text',
  properties: 'any',
  filterGroups: 'any',
  sorts: 'any',
  query: 'text',
}

/** List and search of one kind of object. `always` are the properties that come unasked; HubSpot skips names that it does not know, this refuses them. */
function objects(type: string, source: WireEndpoint & { scope: string; always: string[] }) {
  const { scope, always, ...rest } = source
  const scopes = [scope]
  const [created, changed] = always
  const of = Object.fromEntries(
    [...always, 'hs_object_id'].map((name) => [name, `properties.${name}`])
  )
  const fields = (at: string) => ({
    at,
    within: 'properties',
    always: [created, changed, 'hs_object_id'],
    otherwise: always,
  })
  const list = { ...rest, scopes, rows: 'results' }
  return [
    {
      ...list,
      get: `/crm/v3/objects/${type}`,
      page: `pages/${type}.json`,
      fields: fields('properties'),
      paging: { ...after, at: 'after' },
      query: LISTED,
    },
    {
      ...list,
      post: `/crm/v3/objects/${type}/search`,
      page: `pages/${type}_search.json`,
      total: 'total',
      fields: fields('body.properties'),
      paging: { ...after, at: 'body.after', size: 'body.limit' },
      conditions: [{ ...CONDITIONS, of }],
      order: {
        at: 'body.sorts.0.propertyName',
        direction: 'body.sorts.0.direction',
        of: { [created]: 'createdAt', [changed]: 'changedAt', hs_object_id: 'key|digits:12|int' },
      },
      body: SEARCHED,
    },
  ] satisfies WireEndpoint[]
}

const activity = (type: string, kind: string, title: string) =>
  objects(type, {
    from: 'crmActivities',
    where: { kind },
    scope: 'crm.objects.contacts.read',
    always: ['hs_createdate', 'hs_lastmodifieddate', 'hs_timestamp', title],
  })

export default defineVendorWire({
  docs: 'https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide',
  hosts: ['api.hubapi.com', 'app.hubspot.com'],
  auth: [
    {
      header: 'Authorization: Bearer {key}',
      accepts: 'pat-eu1-5f0c2c1e-7d4b-4a53-9a0e-2b6f3d8c1a90',
    },
    { oauth: true },
  ],
  oauth: { lifetime: 1800 },
  replyHeaders: { 'x-hubspot-correlation-id': '019ce0f8-75e5-7fd1-a864-f149d8be2a55' },
  endpoints: [
    {
      get: '/crm/v3/objects/contacts',
      match: { archived: 'true' },
      query: { limit: 'int>=1<=100=10', after: 'text', properties: 'csv', archived: 'bool' },
      scopes: ['crm.objects.contacts.read'],
      page: 'pages/contacts_archived.json',
      rows: 'results',
      from: 'crmDeletedContacts',
      paging: { ...after, at: 'after' },
    },
    ...objects('contacts', {
      from: 'crmContacts',
      scope: 'crm.objects.contacts.read',
      always: ['createdate', 'lastmodifieddate', 'email', 'firstname', 'lastname'],
    }),
    ...objects('companies', {
      from: 'crmCompanies',
      scope: 'crm.objects.companies.read',
      always: ['createdate', 'hs_lastmodifieddate', 'name', 'domain'],
    }),
    ...objects('deals', {
      from: 'crmDeals',
      scope: 'crm.objects.deals.read',
      always: [
        'createdate',
        'hs_lastmodifieddate',
        'dealname',
        'dealstage',
        'pipeline',
        'amount',
        'closedate',
      ],
    }),
    ...activity('calls', 'call', 'hs_call_title'),
    ...activity('emails', 'email', 'hs_email_subject'),
    ...activity('meetings', 'meeting', 'hs_meeting_title'),
    ...activity('notes', 'note', 'hs_note_body'),
    {
      get: '/crm/v3/owners',
      query: {
        limit: 'int>=1<=500=100',
        after: 'text',
        email: 'is(email)',
        archived: 'enum(false)',
      },
      scopes: ['crm.objects.owners.read'],
      page: 'pages/owners.json',
      rows: 'results',
      from: 'crmOwners',
      paging: { ...after, at: 'after' },
    },
    {
      get: '/crm/v3/pipelines/deals',
      scopes: ['crm.objects.deals.read'],
      page: 'pages/pipelines.json',
      rows: 'results.0.stages',
      from: 'crmStages',
    },
    { get: '/account-info/v3/details', page: 'pages/account.json' },
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 110,
    seconds: 10,
    headers: {
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': '{{limit.requests}}',
      'x-hubspot-ratelimit-remaining': '{{limit.remaining}}',
      'x-hubspot-ratelimit-secondly': '11',
      'x-hubspot-ratelimit-secondly-remaining': '10',
    },
  },
})
