import {
  bars,
  heading,
  numbers,
  opening,
  overTime,
  table,
  type ReportTemplate,
} from './template.js'

const MONTHLY = { range: { preset: 'last_month' }, comparison: 'previous_period' } as const
const WEEKLY = { range: { preset: 'last_week' }, comparison: 'previous_period' } as const

export const CHANNEL_TEMPLATES: ReportTemplate[] = [
  {
    id: 'client_activity',
    name: 'Client activity',
    description: 'A short weekly page: what happened for this client since last week.',
    settings: WEEKLY,
    sections: [
      heading('This week'),
      { kind: 'summary' },
      ...numbers(['spend', 'Ad spend'], ['clicks', 'Clicks'], ['conversions', 'Conversions']),
      ...numbers(['sessions', 'Sessions'], ['orders', 'Orders'], ['revenue', 'Revenue']),
      overTime('Spend by day', ['spend'], 6),
      overTime('Clicks by day', ['clicks'], 6),
      table('Campaigns', 'campaign', ['spend', 'clicks', 'conversions']),
    ],
  },
  {
    id: 'financial',
    name: 'Financial',
    description: 'For finance: orders, payments, refunds and fees, beside what advertising cost.',
    settings: MONTHLY,
    sections: [
      ...opening('Financial report', 'Sales, payments and marketing cost'),
      heading('Money in'),
      { kind: 'summary' },
      ...numbers(
        ['revenue', 'Revenue'],
        ['orders', 'Orders'],
        ['average_order_value', 'Average order']
      ),
      ...numbers(['payment_volume', 'Payments'], ['refunds', 'Refunds'], ['fees', 'Fees']),
      ...numbers(['net_volume', 'Net volume'], ['recurring_revenue', 'Recurring revenue']),
      overTime('Payments by day', ['payment_volume']),
      table('Payments by currency', 'currency', ['payments', 'payment_volume', 'refunds']),
      heading('Money out'),
      ...numbers(['spend', 'Ad spend'], ['marketing_efficiency', 'Marketing efficiency']),
      ...numbers(['expenses', 'Expenses'], ['profit', 'Profit']),
      bars('Ad spend by channel', ['spend', 'channel']),
      bars('Revenue by category', ['revenue', 'category']),
    ],
  },
  {
    id: 'seo',
    name: 'SEO',
    description: 'Organic search: clicks, positions, queries, pages and their speed.',
    settings: MONTHLY,
    sections: [
      ...opening('Organic search', 'Visibility and traffic'),
      heading('Visibility'),
      ...numbers(['search_clicks', 'Search clicks'], ['search_impressions', 'Impressions']),
      ...numbers(['search_ctr', 'Click-through rate'], ['average_position', 'Average position']),
      overTime('Search clicks by day', ['search_clicks']),
      table('Search queries', 'search_query', [
        'search_clicks',
        'search_impressions',
        'average_position',
      ]),
      heading('Pages'),
      table('Pages', 'page_path', ['search_clicks', 'search_impressions', 'search_ctr']),
      ...numbers(['performance_score', 'Performance score'], ['bounce_rate', 'Bounce rate']),
    ],
  },
  {
    id: 'social',
    name: 'Social media',
    description: 'Followers, reach and what people did with each post.',
    settings: MONTHLY,
    sections: [
      ...opening('Social media', 'Audience and engagement'),
      heading('Audience'),
      ...numbers(['followers', 'Followers'], ['new_followers', 'New followers']),
      ...numbers(['post_impressions', 'Impressions'], ['engagements', 'Engagements']),
      overTime('Engagements by day', ['engagements']),
      heading('Posts'),
      table('Posts', 'post', ['post_impressions', 'engagements', 'likes', 'comments', 'shares']),
      bars('Engagements by profile', ['engagements', 'profile']),
    ],
  },
]
