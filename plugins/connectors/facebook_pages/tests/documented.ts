const account = { id: '102000000000001', name: 'Harbor', timeZone: 'Europe/Amsterdam' }
const entity = `profile ${account.id}`

export default [
  {
    // The end of the day as https://developers.facebook.com/docs/platforminsights/page shows it: 0:00 of the next day in summer.
    title: 'a day ends at midnight of Pacific time',
    stream: 'days',
    account,
    record: {
      end_time: '2020-03-11T07:00:00+0000',
      page_follows: 78037,
      page_daily_follows_unique: 12,
      page_daily_unfollows_unique: 3,
      page_media_view: 66226,
      page_total_media_view_unique: 40112,
      page_post_engagements: 954,
      page_views_total: 210,
      page_video_views: 1800,
    },
    facts: [
      {
        day: '2020-03-10',
        currency: null,
        entity,
        followers: 78037,
        new_followers: 12,
        lost_followers: 3,
        post_impressions: 66226,
        post_reach: 40112,
        engagements: 954,
        profile_views: 210,
        video_plays: 1800,
      },
    ],
  },
  {
    title: 'a post that was not shared, whose insights Meta has not counted yet',
    stream: 'posts',
    account,
    record: {
      id: '1148671018324630_122098284897327930',
      created_time: '2026-05-19T22:20:00+0000',
      message: 'New harvest.\nSince today.',
      comments: { data: [], summary: { order: 'ranked', total_count: 2, can_comment: true } },
      reactions: { data: [], summary: { total_count: 31, viewer_reaction: 'NONE' } },
      insights: { data: [] },
    },
    facts: [
      {
        'day': '2026-05-20',
        'currency': null,
        'entity': 'post 1148671018324630_122098284897327930',
        'posts': 1,
        'likes': 31,
        'comments': 2,
        'shares': 0,
        'post_clicks': 0,
        'meta/facebook-pages:post_views': 0,
        'meta/facebook-pages:post_viewers': 0,
      },
    ],
  },
]
