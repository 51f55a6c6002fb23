import type { DashboardTemplate } from '#dashboards/templates/template'
import { figure, listed, overTime, ranked, shares, steps } from '#dashboards/templates/widgets'

const SEARCH_AND_SITE = [
  {
    id: 'product:website',
    name: 'Website',
    description: 'Visits, where they come from and what they lead to.',
    widgets: [
      figure('Sessions', 'sessions'),
      figure('New users', 'new_users'),
      figure('Engagement rate', 'engagement_rate'),
      figure('Key events', 'key_events'),
      overTime('Sessions and key events', ['sessions', 'key_events']),
      shares('Sessions by channel', 'sessions', 'traffic_channel'),
      listed(
        'Sources of traffic',
        ['sessions', 'new_users', 'engagement_rate', 'key_events'],
        'traffic_source'
      ),
      listed('Landing pages', ['sessions', 'bounce_rate', 'key_events'], 'landing_page'),
    ],
  },
  {
    id: 'product:search',
    name: 'Organic search',
    description: 'How often you are found, and for what.',
    widgets: [
      figure('Impressions in search', 'search_impressions'),
      figure('Clicks from search', 'search_clicks'),
      figure('Click-through rate', 'search_ctr'),
      overTime('Clicks and impressions', ['search_clicks', 'search_impressions']),
      ranked('Clicks by country', 'search_clicks', 'country'),
      listed('Queries', ['search_clicks', 'search_impressions', 'search_ctr'], 'search_query'),
      listed('Pages', ['search_clicks', 'search_impressions', 'search_ctr'], 'page_path'),
    ],
  },
  {
    id: 'product:social',
    name: 'Social media',
    description: 'Reach, engagement and the posts that worked.',
    widgets: [
      figure('Followers', 'followers'),
      figure('Post impressions', 'post_impressions'),
      figure('Engagements', 'engagements'),
      figure('Engagement rate', 'social_engagement_rate'),
      overTime('Engagements by day', ['engagements', 'post_impressions']),
      ranked('Engagements by source', 'engagements', 'source'),
      listed('Posts', ['post_impressions', 'engagements', 'likes', 'comments', 'shares'], 'post'),
    ],
  },
] satisfies DashboardTemplate[]

const SALES = [
  {
    id: 'product:shop',
    name: 'Online shop',
    description: 'Orders, revenue and what is left of it.',
    widgets: [
      figure('Revenue', 'revenue'),
      figure('Orders', 'orders'),
      figure('Average order value', 'average_order_value'),
      figure('Gross profit', 'gross_profit'),
      overTime('Revenue by day', ['revenue']),
      ranked('Revenue by country', 'revenue', 'country'),
      steps('From cart to order', ['add_to_carts', 'checkouts', 'orders']),
      listed('Products', ['units_sold', 'revenue', 'gross_profit'], 'product'),
    ],
  },
  {
    id: 'product:email',
    name: 'Email marketing',
    description: 'Deliverability, response and revenue of your mails.',
    widgets: [
      figure('Mails delivered', 'emails_delivered'),
      figure('Open rate', 'open_rate'),
      figure('Click rate', 'email_click_rate'),
      figure('Unsubscribes', 'unsubscribes'),
      overTime('Mails and clicks by day', ['emails_delivered', 'email_clicks']),
      ranked('Revenue by campaign', 'email_revenue', 'campaign'),
      listed(
        'Campaigns',
        ['emails_sent', 'open_rate', 'email_click_rate', 'unsubscribes', 'email_revenue'],
        'campaign'
      ),
    ],
  },
  {
    id: 'product:pipeline',
    name: 'Sales pipeline',
    description: 'Leads, deals and what they are worth.',
    widgets: [
      figure('Leads', 'leads'),
      figure('Deals won', 'deals_won'),
      figure('Value won', 'deal_value_won'),
      figure('Win rate', 'win_rate'),
      steps('From lead to deal', ['leads', 'deals_created', 'deals_won']),
      overTime('Value created and won', ['deal_value_created', 'deal_value_won']),
      listed('Owners', ['deals_created', 'deals_won', 'deal_value_won', 'win_rate'], 'owner'),
    ],
  },
  {
    id: 'product:payments',
    name: 'Payments and subscriptions',
    description: 'What was collected, refunded and disputed.',
    widgets: [
      figure('Payments', 'payment_volume'),
      figure('Refunds', 'refunds'),
      figure('Fees', 'fees'),
      figure('Recurring revenue', 'recurring_revenue'),
      overTime('Payments by day', ['payment_volume']),
      shares('Payments by method', 'payment_volume', 'payment_method'),
      listed('Original currencies', ['payments', 'payment_volume', 'refunds'], 'currency'),
    ],
  },
] satisfies DashboardTemplate[]

/** What everybody begins with; a plugin may offer more (`contribution.md`). */
export const PRODUCT_TEMPLATES: DashboardTemplate[] = [
  {
    id: 'product:overview',
    name: 'Marketing overview',
    description: 'Spend, traffic and sales on one page.',
    widgets: [
      figure('Ad spend', 'spend'),
      figure('Sessions', 'sessions'),
      figure('Orders', 'orders'),
      figure('Revenue', 'revenue'),
      overTime('Revenue and ad spend', ['revenue', 'spend']),
      ranked('Spend by source', 'spend', 'source'),
      listed('Campaigns', ['spend', 'clicks', 'conversions', 'cpa', 'roas'], 'campaign'),
    ],
  },
  {
    id: 'product:advertising',
    name: 'Paid advertising',
    description: 'What ads cost and what they bring, across all networks.',
    widgets: [
      figure('Spend', 'spend'),
      figure('Clicks', 'clicks'),
      figure('Cost per conversion', 'cpa'),
      figure('Return on ad spend', 'roas'),
      overTime('Spend and conversion value', ['spend', 'conversion_value']),
      shares('Spend by source', 'spend', 'source'),
      steps('From impression to conversion', ['impressions', 'clicks', 'conversions']),
      ranked('Clicks by device', 'clicks', 'device'),
      ranked('Spend by country', 'spend', 'country'),
      listed(
        'Campaigns',
        ['spend', 'impressions', 'clicks', 'ctr', 'cpc', 'conversions', 'cpa', 'roas'],
        'campaign'
      ),
    ],
  },
  ...SEARCH_AND_SITE,
  ...SALES,
]
