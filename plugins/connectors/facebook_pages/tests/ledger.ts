import type { SampleRow } from '#kit'

const here = { where: ({ network }: SampleRow) => network === 'facebook' }

export default [
  ['followers', 'socialDays', 'followers', here],
  ['new_followers', 'socialDays', 'newFollowers', here],
  ['lost_followers', 'socialDays', 'lostFollowers', here],
  ['post_impressions', 'socialDays', 'impressions', here],
  ['engagements', 'socialDays', 'engagements', here],
  ['profile_views', 'socialDays', 'profileViews', here],
  ['video_plays', 'socialDays', 'videoViews', here],
  ['posts', 'socialPosts', 'rows', here],
  ['likes', 'socialPosts', 'likes', here],
  ['comments', 'socialPosts', 'comments', here],
  ['shares', 'socialPosts', 'shares', here],
  ['post_clicks', 'socialPosts', 'clicks', here],
  ['meta/facebook-pages:post_views', 'socialPosts', 'impressions', here],
]
