import { metricsOf } from './define.js'

const { additive, unique, ratio } = metricsOf('web')

/** Websites and organic search. */
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
    'search_impressions',
    'Search impressions',
    'How often your pages were shown in organic search results.',
  ]),
  additive('count', ['search_clicks', 'Search clicks', 'Clicks from organic search results.']),
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
  ratio('percent', [
    'percent(search_clicks / search_impressions)',
    'search_ctr',
    'Search click-through rate',
    'Organic clicks per hundred organic impressions.',
  ]),
]
