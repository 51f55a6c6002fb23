import type { SampleRow } from '#kit'

const here = { where: ({ network }: SampleRow) => network === 'x' }

export default [
  ['posts', 'socialPosts', 'rows', here],
  ['likes', 'socialPosts', 'likes', here],
  ['comments', 'socialPosts', 'comments', here],
  ['shares', 'socialPosts', 'shares', here],
  ['saves', 'socialPosts', 'saves', here],
  ['x/posts:post_views', 'socialPosts', 'impressions', here],
  ['post_clicks', 'socialPosts', 'clicks', here],
  ['x/posts:post_engagements', 'socialPosts', 'engagements', here],
  ['x/posts:organic_post_views', 'socialPosts', 'impressions', here],
]
