import { metricsOf } from './define.js'

const { additive, unique, ratio } = metricsOf('seo')

/** Organic search and the speed of pages. */
export const SEO_METRICS = [
  additive('count', [
    'search_impressions',
    'Search impressions',
    'How often your pages were shown in organic search results.',
  ]),
  additive('count', ['search_clicks', 'Search clicks', 'Clicks from organic search results.']),
  additive(
    'count',
    [
      'search_position_sum',
      'Positions of all impressions',
      'The position of each search impression, added up. It exists to compute the average position.',
    ],
    { direction: 'none' }
  ),
  ratio('percent', [
    'percent(search_clicks / search_impressions)',
    'search_ctr',
    'Search click-through rate',
    'Organic clicks per hundred organic impressions.',
  ]),
  ratio(
    'number',
    [
      'search_position_sum / search_impressions',
      'average_position',
      'Average position',
      'Position in organic search results, weighted by impressions. 1 is the top.',
    ],
    { direction: 'down', decimals: 1 }
  ),
  additive('count', ['page_tests', 'Page tests', 'Tests of the speed of a page.'], {
    direction: 'none',
  }),
  additive('score', [
    'performance_score_sum',
    'Performance scores of all tests',
    'The performance score of each page test, added up. It exists to compute the average score.',
  ]),
  ratio('score', [
    'performance_score_sum / page_tests',
    'performance_score',
    'Performance score',
    'Average score of page tests, 0 to 100. 90 and above is good.',
  ]),
  unique(
    'seconds',
    [
      'largest_contentful_paint',
      'Largest contentful paint',
      'Seconds until the largest part of a page is visible to three of four visitors. Up to 2.5 is good.',
    ],
    { direction: 'down', decimals: 2 }
  ),
  unique(
    'seconds',
    [
      'interaction_to_next_paint',
      'Interaction to next paint',
      'Seconds until a page reacts for three of four visitors. Up to 0.2 is good.',
    ],
    { direction: 'down', decimals: 3 }
  ),
  unique(
    'score',
    [
      'cumulative_layout_shift',
      'Cumulative layout shift',
      'How much a page moves while it loads, for three of four visitors. Up to 0.1 is good.',
    ],
    { direction: 'down', decimals: 3 }
  ),
]
