import type { SampleRow } from '#kit'

const where = ({ network }: SampleRow) => network === 'linkedin'

export default [
  ['post_impressions', 'socialDays', 'impressions', { where }],
  ['likes', 'socialDays', 'likes', { where }],
  ['comments', 'socialDays', 'comments', { where }],
  ['shares', 'socialDays', 'shares', { where }],
  ['post_clicks', 'socialDays', 'clicks', { where }],
  ['new_followers', 'socialDays', 'newFollowers', { where }],
]
