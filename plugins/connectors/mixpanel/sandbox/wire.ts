import { defineVendorWire, type WireEndpoint } from '#kit'

/** One project of one shop. */
const PROJECT = { project_id: 'const(4040293)!', workspace_id: 'int' }

/** https://docs.mixpanel.com/reference/segmentation-query : an object of days, put together from the days of the site. */
const report = (path: string, match: Record<string, string>, value: string): WireEndpoint => ({
  get: `/api/query/${path}`,
  match,
  query: {
    ...PROJECT,
    event: 'text!',
    from_date: 'since(day, date)!',
    to_date: 'through(day, date)!',
    unit: 'const(day)=day',
    type: 'enum(general|unique)',
    on: 'text',
  },
  page:
    path === 'segmentation'
      ? {
          data: {
            series: [{ $of: 'members', $value: '{{day}}' }],
            values: { '{{query.event}}': { '$of': 'members', '{{day}}': value } },
          },
          legend_size: 1,
        }
      : {
          status: 'ok',
          computed_at: '{{now|isoOffset}}',
          results: { '$of': 'members', '{{day}}': value },
        },
  from: 'webDays',
  where: { siteKey: 'site/europe' },
  group: [['day'], []],
})
const EVENT = { page: '$mp_web_page_view', order: 'Purchase' }

export default defineVendorWire({
  docs: 'https://docs.mixpanel.com/reference/query-api',
  hosts: ['mixpanel.com', 'eu.mixpanel.com', 'in.mixpanel.com'],
  auth: {
    basic: 'quarterdeck.8f3a1c.mp-service-account:{key}',
    accepts: 'Vq3kR8tYw1mXb6nZc0pLs5dF2hJ7gU4e',
  },
  endpoints: [
    { get: '/api/app/projects', page: { status: 'ok', results: [] } },
    {
      get: '/api/app/projects/4040293/annotations',
      query: { fromDate: 'text', toDate: 'text' },
      page: { status: 'ok', results: [] },
    },
    report('segmentation', { event: EVENT.page, type: 'unique' }, '{{users}}'),
    report('segmentation', { event: EVENT.page }, '{{pageViews}}'),
    report('segmentation', { event: EVENT.order }, '{{orders}}'),
    {
      ...report('segmentation', {}, ''),
      from: undefined,
      group: undefined,
      page: { data: { series: [], values: {} }, legend_size: 0 },
    },
    report(
      'segmentation/sum',
      { event: EVENT.order, on: 'properties["amount"]' },
      '{{revenue|major}}'
    ),
  ],
  errors: 'pages/errors.json',
  limits: { requests: 60, seconds: 3600 },
})
