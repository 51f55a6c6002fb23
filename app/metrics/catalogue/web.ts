import { metricsOf } from './define.js'

const { additive, unique, ratio } = metricsOf('web')

/** Websites and apps. */
export const WEB_METRICS = [
  additive('count', ['sessions', 'Sessions', 'Visits to your site or app.']),
  additive('count', [
    'engaged_sessions',
    'Engaged sessions',
    'Visits that lasted, saw several pages or converted.',
  ]),
  additive('count', ['page_views', 'Page views', 'Pages seen.']),
  additive('count', ['new_users', 'New users', 'People whose first visit this was.']),
  additive('count', ['bounces', 'Bounces', 'Visits that left without doing anything.'], {
    direction: 'down',
  }),
  additive('seconds', [
    'session_duration',
    'Session duration',
    'Seconds that visits lasted, all together.',
  ]),
  additive('count', ['key_events', 'Key events', 'Events marked as important on the site.']),
  unique('count', [
    'users',
    'Users',
    'People who visited. Each person counts once, so days and channels cannot be added.',
  ]),
  additive('count', [
    'web_events',
    'Events',
    'Everything that was counted on the site or in the app.',
  ]),
  additive('seconds', [
    'engagement_time',
    'Engagement time',
    'Seconds that the site was in front of people, all together.',
  ]),
  additive('count', [
    'site_orders',
    'Orders on the site',
    'Purchases that the analytics tool measured.',
  ]),
  additive(
    'currency',
    [
      'site_revenue',
      'Revenue on the site',
      'Value of the purchases that the analytics tool measured. Blocked scripts and refunds make it differ from the revenue of the shop, which is another metric.',
    ],
    { saleView: 'site' }
  ),
  ratio('percent', [
    'percent(engaged_sessions / sessions)',
    'engagement_rate',
    'Engagement rate',
    'Engaged sessions per hundred sessions.',
  ]),
  ratio(
    'percent',
    ['percent(bounces / sessions)', 'bounce_rate', 'Bounce rate', 'Bounces per hundred sessions.'],
    { direction: 'down' }
  ),
  ratio('number', [
    'page_views / sessions',
    'pages_per_session',
    'Pages per session',
    'Page views divided by sessions.',
  ]),
  ratio('seconds', [
    'session_duration / sessions',
    'average_session_time',
    'Average session time',
    'Session duration divided by sessions.',
  ]),
  ratio('seconds', [
    'engagement_time / sessions',
    'average_engagement_time',
    'Average engagement time',
    'Engagement time divided by sessions.',
  ]),
  ratio('percent', [
    'percent(site_orders / sessions)',
    'site_conversion_rate',
    'Conversion rate of the site',
    'Orders on the site per hundred sessions.',
  ]),
]
