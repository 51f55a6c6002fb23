import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'
import {
  META_LISTED,
  META_PEOPLE,
  META_WIRE,
  metaPaging as paging,
  metaProblems,
  usage,
} from '../../../vendors/meta/wire.js'

const OURS = { platform: 'social_ads' }
const SCOPES = ['ads_read']
const LISTED: WireRules = { ...META_LISTED, fields: 'csv' }
const nodes = (edge: string, page: string, from: string): WireEndpoint => ({
  get: `/{version}/act_{account}/${edge}`,
  query: { ...LISTED, effective_status: 'in(effective_status, json)', summary: 'text' },
  page: `pages/${page}.json`,
  rows: 'data',
  from: `${from}[accountKey|digits:15=account]`,
  where: OURS,
  fields: { at: 'fields', always: ['id'] },
  paging,
  scopes: SCOPES,
})

/** https://developers.facebook.com/docs/marketing-api/insights : by day only. Actions without any count are left out of `actions`. */
const INSIGHTS: Partial<WireEndpoint> = {
  query: {
    ...LISTED,
    level: 'enum(account|campaign|adset|ad)=account',
    time_increment: 'const(1)!',
    time_range: 'any!',
    action_attribution_windows: 'any',
    use_unified_attribution_setting: 'bool',
    use_account_attribution_setting: 'bool',
    action_report_time: 'enum(impression|conversion|mixed)',
    default_summary: 'bool',
  },
  anywhere: true,
  conditions: [
    {
      at: 'time_range',
      text: String.raw`/"(?<operator>since|until)"\s*:\s*"(?<value>[\d-]+)"/`,
      between: String.raw`[{},\s]*`,
      operators: { since: 'since', until: 'through' },
      of: { '*': 'day' },
    },
  ],
  page: 'pages/insights.json',
  rows: 'data',
  from: 'adDays[accountKey|digits:15=account]',
  where: OURS,
  group: ['day'],
  dimensions: {
    at: 'level',
    of: {
      account: '{{accountKey}}',
      campaign: '{{campaignKey}}',
      adset: '{{groupKey}}',
      ad: '{{adKey}}',
    },
  },
  fields: {
    at: 'fields',
    always: ['date_start', 'date_stop'],
    otherwise: ['account_id', 'impressions', 'spend'],
  },
  paging,
  scopes: SCOPES,
}

export default defineVendorWire({
  docs: 'https://developers.facebook.com/docs/marketing-api/reference/ad-account/insights/',
  ...META_WIRE,
  replyHeaders: usage('ads_insights'),
  endpoints: [
    META_PEOPLE[0],
    {
      get: '/{version}/me/adaccounts',
      query: LISTED,
      page: 'pages/accounts.json',
      rows: 'data',
      from: 'adAccounts',
      where: OURS,
      fields: { at: 'fields', always: ['id'], otherwise: ['account_id'] },
      paging,
      scopes: SCOPES,
    },
    {
      get: '/{version}/act_{account}',
      query: { fields: 'csv' },
      page: 'pages/account.json',
      from: 'adAccounts[key|digits:15=account]',
      fields: { at: 'fields', always: ['id'], otherwise: ['account_id'] },
      scopes: SCOPES,
    },
    nodes('campaigns', 'campaigns', 'adCampaigns'),
    nodes('adsets', 'adsets', 'adGroups'),
    nodes('ads', 'ads', 'ads'),
    { get: '/{version}/act_{account}/insights', ...INSIGHTS },
    {
      post: '/{version}/act_{account}/insights',
      ...INSIGHTS,
      from: undefined,
      rows: undefined,
      fields: undefined,
      dimensions: undefined,
      conditions: undefined,
      group: undefined,
      page: 'pages/run.json',
      job: { step: 'create', name: 'insights', id: '{{job.n|digits:13}}', polls: 2 },
    },
    {
      get: '/{version}/60{run}/insights',
      ...INSIGHTS,
      query: LISTED,
      job: { step: 'download', name: 'insights', at: 'path.run' },
    },
    {
      get: '/{version}/60{run}',
      query: { fields: 'csv' },
      page: 'pages/status.json',
      job: { step: 'poll', name: 'insights', at: 'path.run' },
    },
  ],
  errors: metaProblems(
    80000,
    'There have been too many calls from this ad-account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#ads-insights.'
  ),
})
