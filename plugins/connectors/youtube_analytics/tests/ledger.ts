export default [
  ['video_plays', 'videoDays', 'views'],
  ['likes', 'videoDays', 'likes'],
  ['comments', 'videoDays', 'comments'],
  ['shares', 'videoDays', 'shares'],
  ['new_followers', 'videoDays', 'subscribersGained'],
  ['lost_followers', 'videoDays', 'subscribersLost'],
]
