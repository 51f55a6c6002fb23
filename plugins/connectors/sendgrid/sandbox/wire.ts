import { defineVendorWire, type WirePaging, type WireRules } from '#kit'

/** https://www.twilio.com/docs/sendgrid/api-reference/stats: days without mails are sent with zeros; this business has none. */
const DAYS: WireRules = {
  start_date: 'since(day, date)!',
  end_date: 'through(day, date)',
  aggregated_by: 'enum(day)',
}
const LIMITED: WireRules = { limit: 'int>=1<=500', offset: 'int>=0' }
const PAGES: WirePaging = { by: 'offset', at: 'offset', size: 'limit', defaultSize: 500 }
const SUPPRESSED: WireRules = { ...LIMITED, email: 'is(email)' }

export default defineVendorWire({
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference/stats/retrieve-global-email-statistics',
  hosts: ['api.sendgrid.com', 'api.eu.sendgrid.com'],
  auth: {
    header: 'Authorization: Bearer {key}',
    accepts: 'SG.mC3uVd0rSb6p9q1tYwZxAg.0f2b7d1c9e5a4836b1d7c2e9f4a6b8d0c1e2f3a4b5c',
  },
  headers: { 'on-behalf-of': 'text' },
  endpoints: [
    {
      get: '/v3/stats',
      query: { ...DAYS, ...LIMITED },
      page: 'pages/stats.json',
      rows: '$',
      from: 'transactionalDays',
      group: ['day'],
      paging: PAGES,
    },
    {
      get: '/v3/categories/stats',
      query: { ...DAYS, ...LIMITED, categories: 'in(category)!' },
      page: 'pages/category_stats.json',
      rows: '$',
      from: 'transactionalDays',
      group: ['day'],
      paging: PAGES,
    },
    {
      get: '/v3/categories/stats/sums',
      query: { ...DAYS, ...LIMITED, sort_by_metric: 'text', sort_by_direction: 'enum(asc|desc)' },
      page: 'pages/category_sums.json',
      rows: 'stats',
      from: 'transactionalDays',
      group: ['category'],
      paging: PAGES,
    },
    {
      get: '/v3/categories',
      query: { ...LIMITED, category: 'is(category)' },
      page: 'pages/categories.json',
      rows: '$',
      from: 'transactionalDays',
      group: ['category'],
      paging: PAGES,
    },
    {
      get: '/v3/suppression/bounces',
      query: { ...SUPPRESSED, start_time: 'since(at, unix)', end_time: 'until(at, unix)' },
      page: 'pages/bounces.json',
      rows: '$',
      from: 'bouncedAddresses',
      paging: PAGES,
    },
    {
      get: '/v3/suppression/unsubscribes',
      query: {
        ...SUPPRESSED,
        start_time: 'since(unsubscribedAt, unix)',
        end_time: 'until(unsubscribedAt, unix)',
      },
      page: 'pages/unsubscribes.json',
      rows: '$',
      from: 'subscribers',
      where: { status: 'unsubscribed' },
      paging: PAGES,
    },
    {
      get: '/v3/marketing/lists',
      query: { page_size: 'int>=1<=1000=100', page_token: 'text' },
      page: 'pages/lists.json',
      rows: 'result',
      from: 'emailLists',
      paging: { by: 'cursor', at: 'page_token', size: 'page_size' },
    },
    { get: '/v3/scopes', page: 'pages/scopes.json' },
    { get: '/v3/user/username', page: 'pages/username.json' },
    { get: '/v3/user/account', page: 'pages/account.json' },
    { get: '/v3/user/profile', page: 'pages/profile.json' },
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 600,
    seconds: 60,
    headers: {
      'x-ratelimit-limit': '{{limit.requests}}',
      'x-ratelimit-remaining': '{{limit.remaining}}',
      'x-ratelimit-reset': '{{limit.reset}}',
    },
  },
})
