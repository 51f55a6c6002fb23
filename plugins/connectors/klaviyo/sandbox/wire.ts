import { defineVendorWire, type WireEndpoint } from '#kit'
import { aggregate, MAILED } from './aggregates.js'
import { filter, limited, OURS } from './asking.js'

const cursor = { by: 'cursor', at: 'page[cursor]', size: 'page[size]', defaultSize: 100 } as const
const CAMPAIGNS = {
  'messages.channel': 'kind|map:*=email',
  'status': 'status|map:sent=Sent',
  'archived': 'key|then:false,false',
  'name': 'name',
  'created_at': 'createdAt',
  'scheduled_at': 'createdAt|addSeconds:3600',
  'updated_at': 'sentAt|addSeconds:900',
}
const FIELDS = {
  'fields[campaign]': 'csv',
  'fields[campaign-message]': 'csv',
  'fields[tag]': 'csv',
}
const campaigns = (page: string, match?: Record<string, string>): WireEndpoint => ({
  get: '/api/campaigns',
  match,
  query: {
    ...FIELDS,
    'filter': 'text!',
    'include': 'enum(campaign-messages)',
    'sort': 'text',
    'page[cursor]': 'text',
    'page[size]': 'int>=1<=100',
  },
  page,
  rows: match ? 'data,included' : 'data',
  from: 'emailCampaigns',
  where: OURS,
  conditions: [filter(CAMPAIGNS)],
  order: {
    at: 'sort',
    of: {
      id: 'key|id:26|upper',
      created_at: 'createdAt',
      scheduled_at: 'createdAt',
      updated_at: 'sentAt',
      name: 'name',
    },
  },
  paging: cursor,
  scopes: ['campaigns:read'],
  replyHeaders: limited('10, 10;w=1, 150;w=60'),
})

export default defineVendorWire({
  docs: 'https://developers.klaviyo.com/en/reference/query_campaign_values',
  hosts: ['a.klaviyo.com', 'www.klaviyo.com'],
  auth: [
    {
      header: 'Authorization: Klaviyo-API-Key {key}',
      accepts: 'pk_7f3b2c9d1e5a4f6b8c0d2e4f6a8b0c1d2e',
    },
    { oauth: true },
  ],
  oauth: { lifetime: 3600 },
  headers: { revision: String.raw`/\d{4}-\d\d-\d\d(\.pre)?/!`, accept: 'text' },
  replyHeaders: {
    'content-type': 'application/vnd.api+json',
    'x-klaviyo-req-id': '9ca315e1-d22c-4d2f-a318-d85304d74da6',
  },
  endpoints: [
    {
      get: '/api/accounts',
      query: { 'fields[account]': 'csv' },
      page: 'pages/accounts.json',
      scopes: ['accounts:read'],
      replyHeaders: limited('1, 1;w=1, 15;w=60'),
    },
    campaigns('pages/campaigns_with_messages.json', { include: 'campaign-messages' }),
    campaigns('pages/campaigns.json'),
    {
      get: '/api/campaigns/{id}',
      match: { include: 'campaign-messages' },
      query: { ...FIELDS, include: 'text' },
      page: 'pages/campaign_with_messages.json',
      from: 'emailCampaigns[key|id:26|upper=id]',
      scopes: ['campaigns:read'],
    },
    {
      get: '/api/campaigns/{id}',
      query: FIELDS,
      page: 'pages/campaign.json',
      from: 'emailCampaigns[key|id:26|upper=id]',
      scopes: ['campaigns:read'],
    },
    {
      get: '/api/lists',
      query: {
        'fields[list]': 'csv',
        'filter': 'text',
        'sort': 'text',
        'page[cursor]': 'text',
        'page[size]': 'int>=1<=10',
      },
      page: 'pages/lists.json',
      rows: 'data',
      from: 'emailLists',
      where: OURS,
      conditions: [
        filter({ name: 'name', id: 'key|id:6', created: 'createdAt', updated: 'createdAt' }),
      ],
      paging: { ...cursor, defaultSize: 10 },
      scopes: ['lists:read'],
      replyHeaders: limited('75, 75;w=1, 700;w=60'),
    },
    {
      get: '/api/metrics',
      query: { 'fields[metric]': 'csv', 'filter': 'text', 'page[cursor]': 'text' },
      page: 'pages/metrics.json',
      scopes: ['metrics:read'],
      replyHeaders: limited('10, 10;w=1, 150;w=60'),
    },
    {
      post: '/api/campaign-values-reports',
      query: { 'page_cursor': 'text', 'fields[campaign-values-report]': 'csv' },
      page: 'pages/campaign_values.json',
      rows: 'data.attributes.results',
      from: 'emailCampaigns',
      where: OURS,
      fields: { at: 'body.data.attributes.statistics', within: 'statistics' },
      body: {
        'data.type': 'const(campaign-values-report)!',
        'data.attributes.statistics': 'any!',
        'data.attributes.timeframe.key': 'text',
        'data.attributes.timeframe.start': 'since(sentAt, dateOrIso)',
        'data.attributes.timeframe.end': 'before(sentAt, dateOrIso)',
        'data.attributes.conversion_metric_id': 'const(RoRd07)!',
        'data.attributes.filter': 'text',
        'data.attributes.group_by': 'any',
      },
      conditions: [
        filter(
          {
            send_channel: 'kind|map:*=email',
            campaign_id: 'key|id:26|upper',
            campaign_message_id: 'key|suffix:/message|id:26|upper',
          },
          'body.data.attributes.filter'
        ),
      ],
      paging: { by: 'cursor', at: 'page_cursor' },
      scopes: ['campaigns:read'],
      replyHeaders: limited('1, 1;w=1, 2;w=60, 225;w=86400'),
    },
    ...Object.entries(MAILED).map(([name, metric]) => aggregate(name, metric, {})),
    aggregate('ordered', 'RoRd07', { from: 'shopOrders' }),
  ],
  errors: 'pages/errors.json',
  limits: { requests: 150, seconds: 60 },
})
