import type { SampleRow } from '#kit'

const here = {
  where: ({ platform }: SampleRow) => platform === 'other_search_ads',
  stream: 'campaign_days',
}

export default [
  ['spend', 'adDays', 'spend', here],
  ['impressions', 'adDays', 'impressions', here],
  ['clicks', 'adDays', 'clicks', here],
  ['conversions', 'adDays', 'orders', here],
  ['conversion_value', 'adDays', 'revenue', here],
  ['video_views', 'adDays', 'videoViews', here],
]
