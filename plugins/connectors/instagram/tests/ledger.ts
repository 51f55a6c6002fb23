import type { SampleRow } from '#kit'

const here = { where: ({ network }: SampleRow) => network === 'instagram' }

export default [
  ['posts', 'socialPosts', 'rows', here],
  ['likes', 'socialPosts', 'likes', here],
  ['comments', 'socialPosts', 'comments', here],
  ['saves', 'socialPosts', 'saves', here],
  ['shares', 'socialPosts', 'shares', here],
  ['meta/instagram:media_views', 'socialPosts', 'impressions', here],
  ['post_impressions', 'socialDays', 'impressions', here],
  ['engagements', 'socialDays', 'engagements', here],
  ['new_followers', 'socialDays', 'newFollowers', here],
  ['lost_followers', 'socialDays', 'lostFollowers', here],
]
