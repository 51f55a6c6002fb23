import { metricsOf } from './define.js'

const { additive, unique, ratio } = metricsOf('ads')

/** Paid advertising, from any network. */
export const ADS_METRICS = [
  additive('currency', ['spend', 'Spend', 'What the ads cost, before tax.'], { direction: 'none' }),
  additive('count', ['impressions', 'Impressions', 'How often ads were shown.']),
  additive('count', ['clicks', 'Clicks', 'Clicks on ads that lead to your site or app.']),
  additive('count', [
    'interactions',
    'Interactions',
    'Clicks, views and taps that the network counts as engagement with an ad.',
  ]),
  additive(
    'count',
    [
      'conversions',
      'Conversions',
      'Actions you asked the network to count, such as a purchase or a sign-up. Can be a fraction when credit is shared.',
    ],
    { decimals: 1 }
  ),
  additive(
    'count',
    [
      'all_conversions',
      'All conversions',
      'Every conversion action, including those that are not optimized for.',
    ],
    { decimals: 1 }
  ),
  additive(
    'currency',
    [
      'conversion_value',
      'Conversion value',
      'Value that the network credits to its ads. Several networks can claim the same order, so compare it with the revenue of the shop and do not add the two.',
    ],
    { saleView: 'advertising' }
  ),
  additive('count', [
    'view_through_conversions',
    'View-through conversions',
    'Conversions by people who saw an ad and did not click it.',
  ]),
  additive('count', [
    'link_clicks',
    'Link clicks',
    'Clicks on links in ads, to wherever they lead.',
  ]),
  additive('count', [
    'landing_page_views',
    'Landing page views',
    'Times the page behind an ad was loaded after a click.',
  ]),
  additive('count', [
    'ad_leads',
    'Leads from ads',
    'Lead forms and sign-ups that the network counts for its ads.',
  ]),
  additive('count', [
    'video_views',
    'Video views',
    'Views of video ads, as the network counts a view.',
  ]),
  additive('currency', ['ad_budget', 'Ad budget', 'Budget set for the day.'], {
    direction: 'none',
  }),
  unique('count', [
    'reach',
    'Reach',
    'People who saw an ad at least once. Each person counts once, so days and campaigns cannot be added.',
  ]),
  ratio('percent', [
    'percent(clicks / impressions)',
    'ctr',
    'Click-through rate',
    'Clicks per hundred impressions.',
  ]),
  ratio('currency', ['spend / clicks', 'cpc', 'Cost per click', 'Spend divided by clicks.'], {
    direction: 'down',
  }),
  ratio(
    'currency',
    [
      '1000 * spend / impressions',
      'cpm',
      'Cost per thousand impressions',
      'Spend for a thousand impressions.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'currency',
    ['spend / conversions', 'cpa', 'Cost per conversion', 'Spend divided by conversions.'],
    { direction: 'down' }
  ),
  ratio(
    'currency',
    ['spend / video_views', 'cpv', 'Cost per view', 'Spend divided by video views.'],
    { direction: 'down' }
  ),
  ratio(
    'currency',
    [
      'spend / ad_leads',
      'cost_per_ad_lead',
      'Cost per lead (ads)',
      'Spend divided by leads from ads.',
    ],
    { direction: 'down' }
  ),
  ratio('percent', [
    'percent(conversions / clicks)',
    'conversion_rate',
    'Conversion rate',
    'Conversions per hundred clicks.',
  ]),
  ratio('number', [
    'conversion_value / spend',
    'roas',
    'Return on ad spend',
    'Conversion value for each unit of spend. 4 means that 1 spent brought 4.',
  ]),
  ratio('percent', [
    'percent(interactions / impressions)',
    'interaction_rate',
    'Interaction rate',
    'Interactions per hundred impressions.',
  ]),
]
