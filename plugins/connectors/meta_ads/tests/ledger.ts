import type { SampleRow } from '#kit'

const here = {
  where: ({ platform }: SampleRow) => platform === 'social_ads',
  stream: 'campaigns',
}

export default [
  ['spend', 'adDays', 'spend', here],
  ['impressions', 'adDays', 'impressions', here],
  ['clicks', 'adDays', 'clicks', here],
  ['link_clicks', 'adDays', 'linkClicks', here],
  ['landing_page_views', 'adDays', 'landingPageViews', here],
  ['conversions', 'adDays', 'orders', here],
  ['conversion_value', 'adDays', 'revenue', here],
  ['video_views', 'adDays', 'videoViews', here],
]
